using Gateway.Access;
using Gateway.Access.Policies;
using Gateway.Security.Clients;

namespace Gateway.Security.Issuing;

/// <summary>What a client is given: some of what it is registered for, for one purpose.</summary>
/// <param name="Client">The client.</param>
/// <param name="Scopes">The scopes, as it asked for them.</param>
/// <param name="Purpose">The purpose.</param>
internal sealed record TokenGrant(RegisteredClient Client, IReadOnlyList<string> Scopes, Coded Purpose)
{
    private const int Most = 200;

    /// <summary>What a client asks for, or why it does not get it. A scope that is not within those of the client is refused and not cut down: nobody is to believe that they may do more than they may.</summary>
    public static (TokenGrant? Grant, OAuthProblem? Problem) Of(RegisteredClient client, OAuthForm form)
    {
        if (form["scope"]?.Split(' ').Distinct(StringComparer.Ordinal).ToList() is not { Count: <= Most } scopes)
            return (null, OAuthProblem.InvalidScope($"Scopes are named, {Most} at the most."));
        if (!scopes.TrueForAll(s => IsAllowed(client, s)))
            return (null, OAuthProblem.InvalidScope("A scope is unknown, malformed, or not within what the client is registered for."));
        if (form["purpose_of_use"] is { } word)
            return PurposeWords.Read(word) is { } purpose && client.Purposes.Contains(purpose)
                ? (new TokenGrant(client, scopes, purpose), null) : (null, OAuthProblem.InvalidRequest("purpose_of_use is to be one purpose, of those that the client is registered for."));
        return client.Purposes is [var only] ? (new TokenGrant(client, scopes, only), null)
            : (null, OAuthProblem.InvalidRequest("The client is registered for several purposes: purpose_of_use is to say which one the token is for."));
    }

    private static bool IsAllowed(RegisteredClient client, string text) =>
        SmartScope.Parse(text) is { } scope ? scope.CanBeApplied && scope.IsWithin(client.Scopes) : client.OtherScopes.Contains(text, StringComparer.Ordinal);
}
