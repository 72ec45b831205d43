using Gateway.Access.Redaction;
using Gateway.Fhir.Elements;

namespace Gateway.Security;

/// <summary>What a caller is shown. Every resource goes through it on its way out, on every path.</summary>
internal sealed class Disclosure(ProjectionSet projections)
{
    private readonly Projection _custody = projections.Find(Custody) ?? throw new ArgumentException($"There is no projection {Custody}.", nameof(projections));

    /// <summary>The projection for custody officers.</summary>
    public const string Custody = "custody-actionable";

    /// <summary>
    /// A function that gives what the caller sees of a resource, or null when it sees nothing: by the types and restrictions of its scopes, and for police by
    /// their <see cref="Projection"/>. Bundles and Parameters are judged part by part. The function may be used by many threads.
    /// </summary>
    public Func<Element, Element?> For(Caller caller)
    {
        var scopes = new ScopedView(caller);
        return caller.Kind switch
        {
            CallerKind.Unknown => _ => null,
            CallerKind.CustodyOfficer => resource => scopes.Apply(resource) is { } shown ? _custody.Apply(shown)?.Resource : null,
            _ => scopes.Apply,
        };
    }
}
