using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation.Persons;

/// <summary>What the resources of a source say of which numbers its Patients are known by.</summary>
internal static class PatientRecords
{
    private const string VerificationStatus = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
    private const string Verified = "01";

    /// <summary>One a Patient. Custody numbers stand on the episodes, which lead to their Patient and may come without its own record.</summary>
    public static IEnumerable<LinkedRecord> Of(SourceProfile source, IReadOnlyList<RecordResource> resources)
    {
        var numbers = resources.Where(r => r.Type == "Patient").Select(r => (Patient: r.Id, Identifiers: r.Resource["identifier"].ToList()))
            .Concat(resources.Where(r => r.Type == "Encounter").SelectMany(r => r.Resource["subject"].Select(s => s.ChildText("reference")).OfType<string>()
                .Where(address => address.StartsWith("Patient/", StringComparison.Ordinal)).Select(address => (Patient: address["Patient/".Length..],
                    Identifiers: r.Resource["identifier"].Where(i => i.ChildText("system") == PersonSystems.CustodyNumber).ToList()))));
        return numbers.GroupBy(n => n.Patient).Select(g => new LinkedRecord
        {
            Source = source.Name,
            Patient = g.Key,
            Identifiers = [.. g.SelectMany(n => n.Identifiers).Select(i => Number(i, source)).OfType<LinkIdentifier>().Distinct()],
        });
    }

    private static LinkIdentifier? Number(Element identifier, SourceProfile source) => identifier.ChildText("system") is { } system && identifier.ChildText("value") is { } value
        ? new LinkIdentifier(system, value, IsStrong(identifier, system, value, source)) : null;

    // A source whose records are numbered by NHS number has nothing to verify; in all others the number must be said to be verified.
    private static bool IsStrong(Element identifier, string system, string value, SourceProfile source) => system switch
    {
        PersonSystems.Pnc or PersonSystems.CustodyNumber => true,
        PersonSystems.NhsNumber => Status(identifier) is { } status ? status == Verified : source.Locate(system, value) is not null,
        _ => false,
    };

    private static string? Status(Element identifier) => identifier["extension"].Where(e => e.ChildText("url") == VerificationStatus)
        .SelectMany(e => e["value"]).SelectMany(v => v["coding"]).Select(c => c.ChildText("code")).FirstOrDefault();
}
