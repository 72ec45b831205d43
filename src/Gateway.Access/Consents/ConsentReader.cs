using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>Reads Consents. One that contradicts itself, or leaves open what it means, is read as one that permits nothing.</summary>
public static class ConsentReader
{
    /// <summary>Names a consent that this one takes the place of. A newer date alone never does.</summary>
    public const string Supersedes = "https://health-justice.example/fhir/StructureDefinition/supersedes";

    private const string PcfProfiles = "https://profiles.ihe.net/ITI/PCF/StructureDefinition/";
    private const string Privacy = "patient-privacy";

    /// <param name="consent">The Consent.</param>
    /// <param name="zone">The zone of times that name none.</param>
    /// <param name="isPcf">True to read it as one under IHE's PCF profiles whether or not it claims them.</param>
    public static ConsentRules Read(Element consent, TimeZoneInfo zone, bool isPcf = false)
    {
        var provision = consent["provision"].FirstOrDefault();
        var root = provision.IsNone ? new Provision { Path = "Consent.provision" } : ProvisionReader.Read(provision, "Consent.provision", zone);
        var policy = PolicyOf(consent);
        var fault = FaultOf(consent, root, policy);
        return new ConsentRules
        {
            Address = AddressOf(consent),
            Patient = consent["patient"].Select(PartyReference.Of).FirstOrDefault(),
            Custodians = [.. consent["organization"].Select(PartyReference.Of).OfType<PartyReference>()],
            IsInForce = consent.ChildText("status") == "active" && IsPrivacy(consent),
            Given = consent["dateTime"].Select(d => DateValue.Of(d, zone)).FirstOrDefault(),
            Base = fault is null ? root.Effect ?? policy : null,
            Fault = fault,
            IsPcf = isPcf || consent["meta"].SelectMany(m => m["profile"]).Any(p => p.Text?.StartsWith(PcfProfiles, StringComparison.Ordinal) ?? false),
            Supersedes = [.. consent["extension"].Where(e => e.ChildText("url") == Supersedes).SelectMany(e => e["value"]).Select(v => v.ChildText("reference")).OfType<string>().Select(PartyReference.Local)],
            Root = root,
        };
    }

    private static string? FaultOf(Element consent, Provision root, Effect? policy) =>
        consent["modifierExtension"].Any() ? "it bears a modifier extension that is not known"
        : root.Effect is null && policy is null ? "it does not say what holds where no exception does"
        : root.Effect is { } type && policy is { } other && type != other ? "its policy and its provision contradict each other"
        : root.Effect is null && root.HasConditions ? "its provision has conditions and does not say whether they permit or refuse"
        : HasUntyped(root) ? "an exception does not say whether it permits or refuses"
        : null;

    private static bool HasUntyped(Provision provision) => provision.Children.Any(c => c.Effect is null || HasUntyped(c));

    private static Effect? PolicyOf(Element consent)
    {
        var codes = Coded.All(consent["policyRule"]).Where(c => c.System is CodeSystems.ActCode or "").Select(c => c.Code).ToList();
        return codes.Contains("OPTIN") ? Effect.Permit : codes.Contains("OPTOUT") ? Effect.Deny : null;
    }

    private static bool IsPrivacy(Element consent) => Coded.All(consent["scope"]).ToList() is var scopes && (scopes.Count == 0 || scopes.Any(s => s.Code == Privacy));

    private static string AddressOf(Element consent)
    {
        var version = consent["meta"].Select(m => m.ChildText("versionId")).FirstOrDefault();
        return $"Consent/{consent.ChildText("id") ?? "-"}{(version is null ? "" : $"/_history/{version}")}";
    }
}
