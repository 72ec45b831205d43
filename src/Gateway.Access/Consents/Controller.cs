using Gateway.Access.Directories;

namespace Gateway.Access.Consents;

/// <summary>Who controls data, with those that it is a part of, to be compared with whom consents are about.</summary>
internal sealed class Controller(IReadOnlyList<PartyReference> names, PartyDirectory directory)
{
    // Which kind of organisation a code names is not said where it is used.
    private static readonly string[] s_systems = ["https://fhir.nhs.uk/Id/ods-organization-code", "https://health-justice.example/id/police-force", "https://health-justice.example/id/court-location"];
    private readonly CallerParties? _parties = names.Count > 0 ? new CallerParties(names, directory) : null;

    /// <summary>The controller that an organisation's code names.</summary>
    public static Controller Of(string code, PartyDirectory directory) => new([.. s_systems.Select(s => new PartyReference(null, Coded.Of(s, code)))], directory);

    /// <summary>Whether a consent is about this controller's records; unknown where nobody can tell.</summary>
    public Truth IsCoveredBy(ConsentRules consent) => consent.Custodians.Count == 0 || _parties is null ? Truth.True : Truths.Any(consent.Custodians.Select(_parties.Is));
}
