namespace Gateway.Access;

/// <summary>Whether a condition is met, as far as can be told.</summary>
public enum Truth : byte
{
    False,
    Unknown,
    True,
}
