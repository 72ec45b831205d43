using Gateway.Fhir.Outcomes;
using Gateway.Sources.Records;

namespace Gateway.Sources;

/// <summary>Reads what sources push as what they are asked for is read: a pushed record and a polled one end the same.</summary>
public sealed class PushedRecords
{
    private static readonly string[] s_xml = ["application/xml", "text/xml"];
    private readonly Dictionary<(string Source, string Kind), IReadOnlyList<RecordMap>> _maps = [];

    internal PushedRecords()
    {
    }

    /// <summary>What a source may push: <c>records</c>, <c>health-requests</c>, <c>arrest-reports</c>, <c>escort-records</c>, <c>results</c>.</summary>
    public IReadOnlyList<string> KindsOf(string source) => [.. _maps.Keys.Where(k => k.Source == source).Select(k => k.Kind)];

    /// <summary>
    /// The records of a content. Answered: all of it can be used; Partly: some; Failed: nothing, and the faults say where and why, with line and column of the
    /// content. Nothing is thrown for what it holds.
    /// </summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="kind">What it pushes.</param>
    /// <param name="content">XML or JSON in UTF-8.</param>
    /// <param name="contentType">The media type that was said; null for none.</param>
    /// <exception cref="ArgumentException">The source pushes nothing of the kind.</exception>
    public SourceAnswer Read(string source, string kind, ReadOnlyMemory<byte> content, string? contentType)
    {
        if (!_maps.TryGetValue((source, kind), out var maps))
            throw new ArgumentException($"{source} pushes no {kind}.", nameof(kind));
        var gathered = new GatheredRecords();
        if (!IsSaid(contentType, content.Span))
            gathered.Refuse([new Fault(FaultKind.NotSupported, "The content is not of the type that was said, or of one that is not taken.", "", 1, 1)]);
        else
            (maps.FirstOrDefault(m => maps.Count > 1 && XmlRoot.Of(content) == m.Model.Name) ?? maps[0]).Read(content.ToArray(), gathered);
        var answer = gathered.ToAnswer();
        return answer.State == SourceState.NothingKnown ? answer with { State = SourceState.Failed } : answer;
    }

    internal void Add(string source, IReadOnlyDictionary<string, IReadOnlyList<RecordMap>> maps)
    {
        foreach (var (kind, readers) in maps)
            _maps[(source, kind)] = readers;
    }

    private static bool IsSaid(string? contentType, ReadOnlySpan<byte> content)
    {
        var type = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is null)
            return true;
        var start = content.TrimStart("\uFEFF \t\r\n"u8);
        if (start.IsEmpty)
            return true;
        return start[0] == '<' ? s_xml.Contains(type) || type.EndsWith("+xml", StringComparison.Ordinal)
            : start[0] is (byte)'{' or (byte)'[' && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal));
    }
}
