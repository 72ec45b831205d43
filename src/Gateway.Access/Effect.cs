namespace Gateway.Access;

/// <summary>What a rule says of what it matches.</summary>
public enum Effect : byte
{
    Permit,
    Deny,
}
