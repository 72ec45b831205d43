using System.Collections.Frozen;
using Gateway.Security;

namespace Gateway.Disclosures.Consents;

/// <summary>Who may record what a person consents to: those who speak with the person as a professional. Nobody records it for what they themselves would receive by it alone.</summary>
internal static class ConsentRecorders
{
    private static readonly FrozenSet<CallerKind> s_kinds = FrozenSet.Create(CallerKind.CaseWorker, CallerKind.CustodyHealthcare, CallerKind.TrustClinician, CallerKind.LiaisonAndDiversion, CallerKind.StreetTriage);

    /// <summary>True for a named person of such a kind.</summary>
    public static bool May(Caller caller) => caller.User is not null && s_kinds.Contains(caller.Kind);
}
