using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Access.Redaction;
using Gateway.Access.Tests.Policies;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Tests.Decisions;

/// <summary>Sessions of a practitioner of the trust who asks for treatment, with one row and the repository's labels.</summary>
internal static class Deciding
{
    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static LabelRules Labels { get; } = Repository.Policies("essex").Labels;

    public static DataOrigin Trust { get; } = new("trust", "trust", "R1L");

    public static DataOrigin Elsewhere { get; } = new("elsewhere", "elsewhere", "R1L");

    public static Coded Treat { get; } = new(CodeSystems.ActReason, "TREAT");

    public static PolicyRow Row { get; } = new()
    {
        Id = "row",
        Controllers = ["R1L"],
        Recipient = "clinician",
        Organizations = ["R1L"],
        Purpose = Treat,
        Implicit = Effect.Permit,
        Ceiling = Confidentiality.Restricted,
        Sensitivities = [new Coded(CodeSystems.ActCode, "PSY")],
    };

    public static AccessRequest Request { get; } = new() { Actors = [new PartyReference("Practitioner/nurse", null)], Purpose = Treat, Time = Now, Recipient = "clinician", Organization = "R1L", User = "nurse" };

    public static Decided Judge(string resource, PolicyRow? row = null, AccessRequest? request = null, DataOrigin? origin = null, PersonConsents? consents = null) =>
        Session([row ?? Row], request).Decide(Asked.Resource(resource), origin ?? Elsewhere, consents ?? PersonConsents.None, explain: true);

    public static AccessSession Session(IReadOnlyList<PolicyRow> rows, AccessRequest? request = null) => Session(Holding(rows), request ?? Request);

    public static AccessSession Session(AccessPolicies policies, AccessRequest request) => new(policies, new PartyDirectory([]), request, TimeZoneInfo.Utc);

    public static AccessPolicies Holding(IReadOnlyList<PolicyRow> rows) => new("0123456789abcdef", Labels, rows, rows, ProjectionSet.Load(Path.Combine(Repository.Profiles, "projections"), []));

    /// <summary>The consents of Patient 1, who is Patient 1a elsewhere.</summary>
    public static PersonConsents Given(params string[] consents) => Given(["Patient/1", "Patient/1a"], consents);

    public static PersonConsents Given(IEnumerable<string> patients, params string[] consents) =>
        new([.. consents.Select(c => (ConsentReader.Read(Asked.Resource(c), TimeZoneInfo.Utc), (IReadOnlySet<string>)patients.ToHashSet()))]);

    /// <summary>A text of a resource as it is shown.</summary>
    public static string Text(this Decided decided) => decided.Shown is { } shown ? Gateway.Fhir.Json.FhirJson.ToText(shown) : "";
}
