namespace Gateway.Security;

/// <summary>What the scopes of a caller allow for one interaction with one type.</summary>
/// <param name="IsAllowed">False when no scope allows it.</param>
/// <param name="Restrictions">
/// The searches of which a resource must meet at least one, each as the scope wrote it; empty when all resources of the type are allowed.
/// Who cannot apply one of them must treat it as met by nothing.
/// </param>
internal sealed record ScopeGrant(bool IsAllowed, IReadOnlyList<string> Restrictions)
{
    public static ScopeGrant None { get; } = new(false, []);

    public static ScopeGrant All { get; } = new(true, []);
}
