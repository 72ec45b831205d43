using Gateway.Access;
using Gateway.Access.Policies;
using Gateway.Storage.Clients;

namespace Gateway.Security.Clients;

/// <summary>A client of the register, read once: what it may be given, and whether a token may say what it says.</summary>
internal sealed class RegisteredClient
{
    private readonly HashSet<string> _facts;

    private RegisteredClient(ClientRegistration registration, bool isDisabled)
    {
        (Registration, IsDisabled) = (registration, isDisabled);
        Scopes = [.. registration.Scopes.Select(SmartScope.Parse).OfType<SmartScope>()];
        OtherScopes = [.. registration.Scopes.Where(s => SmartScope.Parse(s) is null)];
        Purposes = [.. registration.Purposes.Select(PurposeWords.Read).OfType<Coded>().Distinct()];
        _facts = registration.Facts.ToHashSet(StringComparer.Ordinal);
    }

    public ClientRegistration Registration { get; }

    public bool IsDisabled { get; }

    public IReadOnlyList<SmartScope> Scopes { get; }

    public IReadOnlyList<string> OtherScopes { get; }

    public IReadOnlyList<Coded> Purposes { get; }

    /// <summary>What a row says; one that cannot be read is a client that is disabled.</summary>
    public static RegisteredClient Of(ClientRow row) => ClientRegistration.Read(row.Content) is { } registration
        ? new RegisteredClient(registration, row.Disabled)
        : new RegisteredClient(new ClientRegistration { Id = row.Id, Name = row.Id, Recipient = "", Scopes = [], Purposes = [] }, isDisabled: true);

    /// <summary>
    /// The caller as token and register say together: what one does not say the other does, scopes are those of both, and nothing is let through that one
    /// of them contradicts; then it is null.
    /// </summary>
    public Caller? Join(Caller told)
    {
        var isContradicted = (told.Organization is not null && Registration.Organization is not null && told.Organization != Registration.Organization)
            || (told.Recipient is not null && told.Recipient != Registration.Recipient)
            || told.Purposes.Except(Purposes).Any()
            || _facts.Overlaps(told.DeniedFacts);
        if (isContradicted)
            return null;
        var saysScopes = told.Scopes.Count + told.OtherScopes.Count > 0;
        return told with
        {
            Organization = told.Organization ?? Registration.Organization,
            Recipient = Registration.Recipient,
            Kind = CallerKinds.Of(Registration.Recipient),
            Purposes = told.Purposes.Count > 0 ? told.Purposes : Purposes,
            Facts = _facts.Count == 0 ? told.Facts : told.Facts.Union(_facts).ToHashSet(StringComparer.Ordinal),
            Scopes = saysScopes ? [.. told.Scopes.Where(s => s.IsWithin(Scopes))] : Scopes,
            OtherScopes = saysScopes ? [.. told.OtherScopes.Intersect(OtherScopes, StringComparer.Ordinal)] : OtherScopes,
        };
    }
}
