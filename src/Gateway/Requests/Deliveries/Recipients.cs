using Gateway.Access.Policies;
using Gateway.Areas;

namespace Gateway.Requests.Deliveries;

/// <summary>The words by which policies know the systems that the gateway sends to by itself. No client can be registered as one of them.</summary>
internal static class Recipients
{
    public const string CaseSystem = "case-system";
    public const string Custody = "custody";
    public const string CustodyMessages = "custody-messages";

    /// <summary>The receiving systems of an area that no agreement lets anything be sent to: it would all be withheld.</summary>
    public static IEnumerable<string> Faults(Area area, AccessPolicies policies) =>
        from source in area.Sources
        where source.Kind is CaseSystem or Custody
        let word = source.Kind == Custody ? CustodyMessages : CaseSystem
        where !policies.Rows.Any(r => r.Recipient == word && (r.Organizations.Contains(source.Organization) || r.Organizations.Contains(PolicyRow.Everybody)))
        select $"access: no agreement on a row of {word} lets anything be sent to {source.Organization}, whose system {source.Name} is.";
}
