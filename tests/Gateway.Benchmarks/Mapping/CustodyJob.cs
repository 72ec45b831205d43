using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Benchmarks.Mapping;

/// <summary>A custody record of a person charged and released: a Bundle of Patient, Encounter, Organization, Location, Flags, Observations and a MedicationStatement.</summary>
internal sealed class CustodyJob
{
    private readonly MapOptions _options;
    private readonly CompiledMap _map = RepositoryMaps.Find("CustodyRecord");
    private readonly Element _record;
    private int _last;

    public CustodyJob()
    {
        _options = new MapOptions { NewId = NewId };
        _record = RecordContent.Read(RepositoryMaps.Case("custody/cases/CustodyRecord/charged.input.xml"), _map.Sources[0]!).Single().Root;
        if (!Json(Mapped()).AsSpan().SequenceEqual(Json(ByHand())))
            throw new InvalidOperationException($"The map and the code by hand differ:\n{FhirJson.ToText(Mapped())}\n{FhirJson.ToText(ByHand())}");
    }

    public Element Mapped() => Restarted(_map.Run(_record, _options).Root);

    public Element ByHand() => Restarted(HandWrittenCustody.Of(_record, NewId));

    private static byte[] Json(Element bundle) => FhirJson.ToUtf8(bundle);

    private Guid NewId() => new(0, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, (byte)++_last);

    private Element Restarted(Element bundle)
    {
        _last = 0;
        return bundle;
    }
}
