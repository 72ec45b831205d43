using Gateway.Fhir.Elements;
using Gateway.Security.Police;

namespace Gateway.Security;

/// <summary>What a caller is shown. Every resource goes through it on its way out, on every path.</summary>
internal static class Disclosure
{
    /// <summary>
    /// A function that gives what the caller sees of a resource, or null when it sees nothing: by the types and restrictions of its scopes, and for police by
    /// the <see cref="PoliceProjection"/>. Bundles and Parameters are judged part by part. The function may be used by many threads.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="asked">What the caller does with which type (<see cref="ScopedView"/>).</param>
    public static Func<Element, Element?> For(Caller caller, (Interaction Interaction, string Type)? asked = null)
    {
        var scopes = new ScopedView(caller, asked);
        return caller.Kind switch
        {
            CallerKind.Unknown => _ => null,
            // What these see is said by policies alone.
            CallerKind.LiaisonAndDiversion or CallerKind.StreetTriage or CallerKind.Amhp or CallerKind.CourtReportWriter or CallerKind.Probation or CallerKind.Commissioner or CallerKind.DataSubject => _ => null,
            CallerKind.CustodyOfficer => resource => scopes.Apply(resource) is { } shown ? PoliceProjection.Apply(shown) : null,
            _ => scopes.Apply,
        };
    }
}
