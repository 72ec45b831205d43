using Gateway.Fhir.Definitions.File;
using Gateway.Fhir.Terminology.Systems;
using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology.File;

/// <summary>
/// The compact file of terminology: two sections (<see cref="TerminologyPart"/>), each a directory and records that are read when they are asked for.
/// Texts stand where they are used, because compression finds their repetitions better than a table of them would.
/// <code>
/// section = systems: count, (url, version, value set, length)...; value sets: count, (url, version, length)...; records
/// </code>
/// </summary>
internal sealed class TerminologyFile(Stream stream)
{
    private readonly SectionFile _file = new(stream, Magic, 2, "terminology");

    private static ReadOnlySpan<byte> Magic => "FTRM\u0001"u8;

    public TerminologyLayer Open(TerminologyPart part)
    {
        var bytes = _file.Open((int)part);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var systems = reader.Items(() => (Url: reader.ReadString(), Version: reader.ReadString(), ValueSet: reader.ReadString(), Length: reader.Read7BitEncodedInt()));
        var sets = reader.Items(() => (Url: reader.ReadString(), Version: reader.ReadString(), Length: reader.Read7BitEncodedInt()));
        var offset = (int)reader.BaseStream.Position;
        var layer = new TerminologyLayer();
        foreach (var (url, version, valueSet, length) in systems)
            layer.AddSystem(url, version, valueSet, Record(ref offset, length, r => CodeSystemRecord.Read(r, url, version, valueSet)));
        foreach (var (url, version, length) in sets)
            layer.AddValueSet(url, version, Record(ref offset, length, r => ValueSetRecord.Read(r, url, version)));
        return layer;

        Deferred<T> Record<T>(ref int offset, int length, Func<BinaryReader, T> read)
            where T : class
        {
            var start = offset;
            offset += length;
            return new Deferred<T>(() =>
            {
                using var record = new BinaryReader(new MemoryStream(bytes, start, length));
                return read(record);
            });
        }
    }

    public static void Write(Stream stream, params IReadOnlyList<(IEnumerable<CodeSystem> Systems, IEnumerable<ValueSet> Sets)> parts) =>
        SectionFile.Write(stream, Magic, [.. parts.Select(p => Section(p.Systems, p.Sets))]);

    private static byte[] Section(IEnumerable<CodeSystem> systems, IEnumerable<ValueSet> sets)
    {
        var orderedSystems = systems.OrderBy(s => s.Url, StringComparer.Ordinal).Select(s => (System: s, Record: Record(w => CodeSystemRecord.Write(w, s)))).ToArray();
        var orderedSets = sets.OrderBy(s => s.Url, StringComparer.Ordinal).Select(s => (Set: s, Record: Record(w => ValueSetRecord.Write(w, s)))).ToArray();
        return Record(w =>
        {
            w.Items(orderedSystems, s =>
            {
                w.Write(s.System.Url);
                w.Write(s.System.Version);
                w.Write(s.System.ValueSet);
                w.Write7BitEncodedInt(s.Record.Length);
            });
            w.Items(orderedSets, s =>
            {
                w.Write(s.Set.Url);
                w.Write(s.Set.Version);
                w.Write7BitEncodedInt(s.Record.Length);
            });
            foreach (var record in orderedSystems.Select(s => s.Record).Concat(orderedSets.Select(s => s.Record)))
                w.Write(record);
        });
    }

    private static byte[] Record(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            write(writer);
        return bytes.ToArray();
    }
}
