using Gateway.Access;
using Gateway.Access.Policies;
using Gateway.Areas;
using Gateway.Sources;

namespace Gateway.Requests.Deliveries;

/// <summary>The words by which policies know the systems that the gateway sends to by itself, and what it sends for. No client can be registered as one of them.</summary>
internal static class Recipients
{
    public const string CaseSystem = "case-system";
    public const string Custody = "custody";
    public const string CustodyMessages = "custody-messages";

    /// <summary>What messages to custody and requests of custody are for.</summary>
    public static readonly Coded CustodyCare = new(CodeSystems.PurposeOfUse, "custody-care");

    /// <summary>What all else is for.</summary>
    public static readonly Coded Treatment = new(CodeSystems.ActReason, "TREAT");

    /// <summary>The receiving systems of an area, as who holds the purposes that the gateway sends to them for.</summary>
    public static IEnumerable<AreaHolder> Holders(Area area) =>
        from source in Receivers(area)
        select new AreaHolder { Recipient = WordOf(source), Organizations = [source.Organization], Purposes = source.Kind == Custody ? [CustodyCare.Code] : [CustodyCare.Code, Treatment.Code] };

    /// <summary>The receiving systems of an area that no agreement lets anything be sent to: it would all be withheld.</summary>
    public static IEnumerable<string> Faults(Area area, AccessPolicies policies) =>
        from source in Receivers(area)
        let word = WordOf(source)
        where !policies.Rows.Any(r => r.Recipient == word && (r.Organizations.Contains(source.Organization) || r.Organizations.Contains(PolicyRow.Everybody)))
        select $"access: no agreement on a row of {word} lets anything be sent to {source.Organization}, whose system {source.Name} is.";

    private static IEnumerable<SourceOptions> Receivers(Area area) => area.Sources.Where(s => s.Kind is CaseSystem or Custody);

    private static string WordOf(SourceOptions source) => source.Kind == Custody ? CustodyMessages : CaseSystem;
}
