using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;
using Gateway.Storage.Links;

namespace Gateway.Disclosures;

/// <summary>The decisions of one request. An emergency grant names one record of a person; that others are the same person's is known only once they are found.</summary>
internal sealed class ViewingSession(AccessPolicies policies, PartyDirectory directory, AccessRequest request, TimeZoneInfo zone)
{
    private AccessSession _session = new(policies, directory, request, zone);

    public string PolicyVersion => policies.Version;

    /// <summary>True where the request is about the people of its emergency grant and nobody else.</summary>
    public bool IsEmergency(IReadOnlyList<LinkedPerson> persons) => request.Emergency is { } grant && persons.Count > 0 && persons.All(p => p.Records.Any(r => grant.Patients.Contains(PatientAddress.Of(r))));

    public Decided Decide(Element resource, DataOrigin origin, PersonConsents consents, bool explain = false) => _session.Decide(resource, origin, consents, explain);

    /// <summary>The labels of what is shown.</summary>
    public LabelSet LabelsOf(Element shown, Decided decided) => _session.LabelsOf(shown, decided);

    /// <summary>The labels of a whole resource, whoever asks.</summary>
    public LabelSet LabelsOf(Element resource, DataOrigin origin) => _session.LabelsOf(resource, origin);

    /// <summary>True when what there is of a type may be given without being looked at.</summary>
    public bool PassesWhole(string type, DataOrigin origin) => _session.PassesWhole(type, origin);

    /// <summary>Takes in who is who.</summary>
    public void Know(IReadOnlyList<LinkedPerson> persons)
    {
        if (request.Emergency is not { } grant)
            return;
        var patients = persons.Where(p => p.Records.Any(r => grant.Patients.Contains(PatientAddress.Of(r)))).SelectMany(p => p.Records).Select(PatientAddress.Of);
        _session = new AccessSession(policies, directory, request with { Emergency = grant with { Patients = grant.Patients.Concat(patients).ToHashSet(StringComparer.Ordinal) } }, zone);
    }
}
