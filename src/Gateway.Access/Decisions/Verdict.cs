namespace Gateway.Access.Decisions;

/// <summary>What consents say of a request.</summary>
public enum Verdict : byte
{
    /// <summary>No consent applies.</summary>
    None,
    Permit,
    Deny,
}
