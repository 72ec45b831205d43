using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Sources.Records;

/// <summary>
/// One kind of record of a source, and how it becomes FHIR: read by its model, mapped, checked. Polled and pushed records go the same way. Safe for
/// use by many threads.
/// </summary>
internal sealed class RecordMap(CompiledMap map, SourceProfile profile, TimeProvider time, Func<Element, string?> locator)
{
    public CompiledMap Map => map;

    public TypeDefinition Model { get; } = map.Sources[0]!;

    /// <summary>Whether what is sound of a Bundle is kept where some of it is not: a whole record of a person, not one fact.</summary>
    public bool KeepsRest { get; init; }

    /// <summary>Reads and maps all records of a content.</summary>
    public void Read(byte[] content, GatheredRecords into)
    {
        foreach (var reading in RecordContent.Read(content, Model))
            Add(reading, into);
    }

    /// <summary>Maps a record that was read.</summary>
    public void Add(RecordReading reading, GatheredRecords into, string? version = null)
    {
        if (!reading.IsRead)
            into.Refuse(reading.Faults);
        else if (locator(reading.Root) is not { } name || !Locators.IsFit(name))
            into.Refuse([new Fault(FaultKind.Value, "The record has no number by which it could be found again, or too long a one.", reading.Root.Definition.Name, reading.Line, 1)]);
        else
            Add(reading, name, into, version);
    }

    /// <summary>Maps a record that was read and is found again by that name.</summary>
    /// <param name="reading">The record.</param>
    /// <param name="name">Its locator.</param>
    /// <param name="into">Takes it, or why it cannot be used.</param>
    /// <param name="version">The source's own version.</param>
    /// <param name="check">Looks at what the map made before it is passed on; null to let it pass.</param>
    public void Add(RecordReading reading, string name, GatheredRecords into, string? version = null, Func<Element, Fault?>? check = null)
    {
        if (!reading.IsRead)
        {
            into.Refuse(reading.Faults);
            return;
        }

        var origin = new MapOrigin(profile.Uri.OriginalString, name);
        var result = map.Run(reading.Root, new MapOptions { Time = time, NewId = new RecordIds(origin.Source, name).Next, Origin = origin });
        if (!result.IsMapped)
        {
            into.Refuse(reading.Faults.Concat(result.Faults));
            return;
        }

        var (bundle, unsound) = Soundness.Of(result.Root, KeepsRest);
        var wrong = bundle.IsNone ? null : check?.Invoke(bundle);
        if (bundle.IsNone || wrong is not null)
        {
            into.Refuse([.. reading.Faults, .. result.Faults, .. unsound, .. new[] { wrong }.OfType<Fault>()]);
            return;
        }

        if (unsound.Count > 0)
            into.Refuse(unsound);
        into.Add(new SourceRecord { Locator = name, Bundle = bundle, Version = version, Faults = Said(reading, result) });
    }

    private static IReadOnlyList<Fault> Said(RecordReading reading, MapResult result)
    {
        if (reading.Faults.Count == 0 && reading.Unmapped.Count == 0 && result.Faults.Count == 0 && result.UnmappedCodes.Count == 0)
            return [];
        return
        [
            .. reading.Faults,
            .. reading.Unmapped.Select(field => new Fault(FaultKind.NotSupported, "The field is not known and was left out.", field, 0, 0, true)),
            .. result.Faults,
            .. result.UnmappedCodes.Select(c => c.ConceptMap).Distinct().Select(c => new Fault(FaultKind.Value, $"A code is not in {c}.", "", 0, 0, true)),
        ];
    }
}
