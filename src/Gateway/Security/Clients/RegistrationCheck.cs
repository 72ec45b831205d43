using System.Buffers.Text;
using Gateway.Access;
using Gateway.Access.Policies;
using Gateway.Fhir.Terminology;
using Gateway.Security.Claims;
using Gateway.Security.Tokens;

namespace Gateway.Security.Clients;

/// <summary>What is wrong with a registration, all at once.</summary>
internal static class RegistrationCheck
{
    private const int LongestId = 128;
    private const int LongestName = 200;

    public static IEnumerable<string> Faults(ClientRegistration client)
    {
        if (client.Id.Length is 0 or > LongestId || client.Id.Any(c => c <= ' ' || c > '~'))
            yield return $"id: up to {LongestId} characters of ASCII without spaces.";
        if (string.IsNullOrWhiteSpace(client.Name) || client.Name.Length > LongestName || client.Name.Any(char.IsControl))
            yield return $"name: up to {LongestName} characters.";
        if (client.Organization is { } organization && (organization.Length is 0 or > 64 || organization.Any(c => c <= ' ' || c > '~')))
            yield return "organization: a code without spaces.";
        if (CallerKinds.Of(client.Recipient) == CallerKind.Unknown)
            yield return $"recipient: one of {string.Join(", ", CallerKinds.Words.Order(StringComparer.Ordinal))}.";
        foreach (var fact in client.Facts.Where(f => !ClaimedFacts.IsFact(f)))
            yield return $"fact: {fact} is none; small letters, digits and hyphens.";
        foreach (var fault in Scopes(client).Concat(Purposes(client)).Concat(client.Issuer is null ? Keys(client) : Foreign(client)))
            yield return fault;
        if (client.Certificate is { } print && (!Base64Url.IsValid(print, out var length) || length != 32))
            yield return "certificate: a SHA-256 in base64url.";
    }

    private static IEnumerable<string> Scopes(ClientRegistration client)
    {
        if (client.Scopes.Count == 0)
            yield return "scope: none is given, so nothing would be allowed.";
        foreach (var text in client.Scopes)
            if (SmartScope.Parse(text) is not { } scope)
            {
                if (!NativeScopes.IsKnown(text))
                    yield return $"scope: {text} is neither a SMART scope, its letters in the order cruds, nor one of {string.Join(", ", NativeScopes.All)}, {NativeScopes.OfSource("<source>")}.";
            }
            else if (scope.Context == ScopeContext.Patient || (scope.Context == ScopeContext.User && client.Issuer is null))
                yield return $"scope: {text}: there is no launch for a patient, and a token that a system asks for has no user; say system/.";
            else if (!scope.CanBeApplied)
                yield return $"scope: {text}: the restriction cannot be applied to one resource alone, so it would allow nothing.";
    }

    private static IEnumerable<string> Purposes(ClientRegistration client)
    {
        if (client.Purposes.Count == 0)
            yield return "purpose: none is given, so nothing would be allowed.";
        foreach (var word in client.Purposes)
            if (PurposeWords.Read(word) is not { } purpose || (purpose.System == CodeSystems.ActReason && TerminologySet.R4.Find(new CodedValue(purpose.System, purpose.Code)).State != ConceptState.Found))
                yield return $"purpose: {word} is neither one of ours nor a code of v3-ActReason, nor system|code.";
    }

    private static IEnumerable<string> Keys(ClientRegistration client)
    {
        if (client.Jwks is null == client.JwksUrl is null)
            yield return "keys: either the keys themselves or the address where they lie.";
        if (client.Jwks is { } keys)
            foreach (var fault in ClientKeySet.Read(keys.GetRawText()).Faults)
                yield return $"keys: {fault}.";
        if (client.JwksUrl is { } url && !IssuerKeys.IsSafe(url))
            yield return "keys: the address must be https.";
    }

    private static IEnumerable<string> Foreign(ClientRegistration client)
    {
        if (client.Jwks is not null || client.JwksUrl is not null || client.Certificate is not null)
            yield return "keys: the tokens of another issuer are bound and signed by its rules; keys and certificates are registered there.";
    }
}
