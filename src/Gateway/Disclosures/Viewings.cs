using System.Globalization;
using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Policies;
using Gateway.Disclosures.Audit;
using Gateway.Disclosures.Consents;
using Gateway.Disclosures.Emergency;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Values;
using Gateway.Security;
using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Disclosures;

/// <summary>Opens the viewing of a request: who asks, what for, on what basis.</summary>
internal sealed class Viewings(AccessPolicies policies, PartyDirectory directory, ConsentBook book, Origins origins, LinkIndex links, SourceRounds rounds, IndexExtractor extractor, FederationOptions federation, EmergencyGrants emergencies, DisclosureAudit audit, SearchContext context, TimeProvider time)
{
    public const string BasisHeader = "X-Legal-Basis";
    public const string AuthoriserHeader = "X-Legal-Basis-Authoriser";
    public const string ExpiresHeader = "X-Legal-Basis-Expires";
    public const string EmergencyHeader = "X-Emergency-Grant";
    private const int LongestId = 200;

    /// <summary>The viewing, or why there can be none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="interaction">What is done, in the words of FHIR's interactions.</param>
    /// <param name="address">What it is done to, where that is one resource.</param>
    /// <param name="form">The form of a posted search.</param>
    /// <param name="asked">What is done with which type, where that is asked for (<see cref="ScopedView"/>).</param>
    public async Task<(Viewing? Viewing, FhirProblem? Problem)> OpenAsync(HttpContext http, string interaction, string? address = null, string? form = null, (Interaction Interaction, string Type)? asked = null)
    {
        var caller = http.Caller();
        var (basis, fault) = BasisOf(http.Request);
        if (fault is not null)
            return (null, fault);
        var (emergency, refusal) = await emergencies.HeldAsync(http.Request.Headers[EmergencyHeader].ToString(), caller, http.RequestAborted);
        if (refusal is not null)
            return (null, refusal);
        var request = RequestOf(caller) with { Action = interaction, Basis = basis, Emergency = emergency };
        var persons = Persons();
        return (new Viewing(caller, new ScopedView(caller, asked), new ViewingSession(policies, directory, request, context.Zone), persons, book, Contexts(), origins, audit, Audited(http, caller, interaction, address, form, basis, emergency)), null);
    }

    /// <summary>The viewing that a caller would have, to explain what they would see. Nothing is released by it.</summary>
    public Viewing Suppose(Caller caller) => new(caller, new ScopedView(caller), new ViewingSession(policies, directory, RequestOf(caller), context.Zone), Persons(), book, Contexts(), origins, audit, new AuditedRequest { Interaction = "operation", Query = "", Network = "", Id = "" });

    /// <summary>What a receiver may have of what the gateway sends by itself, by what holds now.</summary>
    public Viewing ToSend(Sending sending)
    {
        var caller = sending.Receiver();
        var request = RequestOf(caller) with { Action = "disclose", Basis = sending.Basis };
        var audited = new AuditedRequest
        {
            Interaction = AuditEventWriter.Disclosure,
            Query = sending.What,
            Network = sending.Destination,
            Id = sending.Id,
            Purpose = $"{sending.Purpose.System}|{sending.Purpose.Code}",
            Basis = sending.Basis is { } basis ? Text(basis) : null,
        };
        return new Viewing(caller, new ScopedView(caller), new ViewingSession(policies, directory, request, context.Zone), Persons(), book, Contexts(), origins, audit, audited);
    }

    private ViewedPersons Persons() => new(links, rounds, extractor, federation, time);

    private SecurityContexts Contexts() => new(rounds, extractor, federation, time);

    /// <summary>Who asks, as the rules of access see it.</summary>
    public AccessRequest RequestOf(Caller caller) => new()
    {
        Actors = ActorsOf(caller),
        Purpose = caller.Purpose,
        Time = time.GetUtcNow(),
        Recipient = caller.Recipient ?? "",
        Organization = caller.Organization,
        User = caller.User,
        Client = caller.ClientId,
        Facts = caller.Facts,
    };

    // A consent may name the person, the organisation or the system that it permits or refuses.
    private static List<PartyReference> ActorsOf(Caller caller)
    {
        var actors = new List<PartyReference> { new(null, Coded.Of($"{caller.Issuer}/clients", caller.ClientId)) };
        if (caller.Organization is { } organization)
            actors.AddRange([new PartyReference(null, Coded.Of(Systems.Ods, organization)), new PartyReference(null, Coded.Of("https://health-justice.example/id/police-force", organization))]);
        if (caller.User is { } user)
            actors.Add(new PartyReference(null, user.Split('|') is [var system, var value] ? Coded.Of(system, value) : Coded.Of(caller.Issuer, user)));
        return actors;
    }

    private static AuditedRequest Audited(HttpContext http, Caller caller, string interaction, string? address, string? form, LegalBasis? basis, EmergencyGrant? emergency) => new()
    {
        Interaction = interaction,
        Address = address,
        Query = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}{(form is null ? "" : $"\n{form}")}",
        Network = http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        Id = IdOf(http),
        Purpose = caller.Purpose is { } purpose ? $"{purpose.System}|{purpose.Code}" : null,
        Basis = basis is not null ? Text(basis) : emergency is not null ? $"emergency grant {emergency.Id}" : null,
    };

    private static string Text(LegalBasis basis) => string.Create(CultureInfo.InvariantCulture, $"legal basis {basis.Id}, authorised by {basis.Authoriser}, until {basis.Expires:O}");

    /// <summary>The id that the trail knows a request by: its own, where it has a sound one.</summary>
    public static string IdOf(HttpContext http) =>
        http.Request.Headers["X-Request-Id"].ToString() is { Length: > 0 and <= LongestId } given && given.All(c => c is > ' ' and <= '~') ? given : http.TraceIdentifier;

    // All three, or none: a basis without its authoriser or its end is none, and is not to be taken for one.
    private static (LegalBasis? Basis, FhirProblem? Fault) BasisOf(HttpRequest request)
    {
        string[] given = [request.Headers[BasisHeader].ToString().Trim(), request.Headers[AuthoriserHeader].ToString().Trim(), request.Headers[ExpiresHeader].ToString().Trim()];
        if (given.All(g => g.Length == 0))
            return (null, null);
        return given.All(g => g.Length is > 0 and <= LongestId && !g.Any(char.IsControl)) && DateTimeOffset.TryParseExact(given[2], (string[])["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? (new LegalBasis(given[0], given[1], expires), null)
            : (null, new FhirProblem(400, "value", $"A legal basis is told in {BasisHeader}, {AuthoriserHeader} and {ExpiresHeader}, all three, the last as an instant."));
    }
}
