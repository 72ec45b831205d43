using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Maps;

/// <summary>
/// A case of a map: <c>name.input.*</c> with <c>name.expected.*</c>. What is said about the record beside what is made of it (faults, fields and codes
/// that are not mapped) must be what <c>name.report.txt</c> lists, or nothing.
/// </summary>
internal sealed record MapCase(string Map, FileInfo Input)
{
    private static readonly Regex s_place = new(@" \([0-9]+:[0-9]+\)\.$", RegexOptions.NonBacktracking);

    public string Name => Input.Name[..Input.Name.IndexOf(".input.", StringComparison.Ordinal)];

    public static IEnumerable<MapCase> All() =>
        from folder in LoadedMaps.Folder.EnumerateDirectories("cases", SearchOption.AllDirectories)
        from map in folder.EnumerateDirectories()
        from input in map.EnumerateFiles("*.input.*")
        orderby input.FullName
        select new MapCase(map.Name, input);

    public static MapCase Of(string map, string name) => All().Single(c => c.Map == map && c.Name == name);

    public FileInfo? Expected => Input.Directory!.EnumerateFiles($"{Name}.expected.*").SingleOrDefault();

    public IReadOnlyList<string> Report => Input.Directory!.EnumerateFiles($"{Name}.report.txt").SelectMany(f => File.ReadLines(f.FullName)).Where(l => l.Length > 0).Select(Unplaced).ToArray();

    /// <summary>Runs the map on each record of the input: what comes out, and what is said.</summary>
    public (List<Element> Targets, List<string> Said) Run(MapRecorder recorder)
    {
        var map = LoadedMaps.Catalog.Find(Map) ?? throw new InvalidOperationException($"There is no map {Map}, or it has faults.");
        var (targets, said) = (new List<Element>(), new List<string>());
        var ids = 0;
        var options = new MapOptions
        {
            Recorder = recorder,
            Time = new FixedTime(),
            NewId = () => Guid.Parse($"00000000-0000-4000-8000-{++ids:D12}"),
        };
        foreach (var reading in RecordContent.Read(File.ReadAllBytes(Input.FullName), map.Sources[0]!))
        {
            said.AddRange(reading.Faults.Select(f => $"read {f}"));
            said.AddRange(reading.Unmapped.Select(f => $"unmapped field {f}"));
            if (!reading.IsRead)
                continue;
            var result = map.Run(reading.Root, options);
            targets.AddRange(result.Targets);
            said.AddRange(result.Faults.Select(f => $"{(f.IsWarning ? "left out" : "refused")} {f}"));
            if (result.IsMapped)
                said.AddRange(recorder.Unreached(reading.Root).Distinct().Select(f => $"unmapped field {f}"));
            said.AddRange(result.UnmappedCodes.Distinct().Select(c => $"unmapped code {c.Code} in {c.ConceptMap}"));
            said.AddRange(result.Targets.SelectMany(t => OwnProfiles.Alone.Validate(t).Faults).Where(f => !f.IsWarning).Select(f => $"unsound {f}"));
        }

        return (targets, [.. said.Select(Unplaced)]);
    }

    // The place of a rule in its map changes with every line above it.
    private static string Unplaced(string line) => s_place.Replace(line, ".");

    /// <summary>Where what came out differs from what is due; what came out is kept beside the test's other output.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyList<Element> targets)
    {
        if (Expected is not { } expected)
            return targets.Count == 0 ? [] : [$"{targets.Count} came out, and no {Name}.expected.* says what is due"];
        var actual = Write(targets, expected.Extension);
        var kept = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "cases", Map));
        File.WriteAllBytes(Path.Combine(kept.FullName, $"{Name}.actual{expected.Extension}"), actual);
        var due = File.ReadAllBytes(expected.FullName);
        if (expected.Extension == ".json")
            return Kept(expected, actual, JsonContent.Differences(due, actual));
        var (dueText, text) = (Plain(due), Plain(actual));
        return dueText == text ? [] : [$"due:\n{dueText}\ncame out:\n{text}"];
    }

    // GATEWAY_WRITE_CASES=1 writes what came out in place of what was due, to be read before it is committed.
    private static IReadOnlyList<string> Kept(FileInfo expected, byte[] actual, IReadOnlyList<string> differences)
    {
        if (differences.Count == 0 || Environment.GetEnvironmentVariable("GATEWAY_WRITE_CASES") != "1")
            return differences;
        File.WriteAllBytes(expected.FullName, [.. actual, (byte)'\n']);
        return [];
    }

    private static byte[] Write(IReadOnlyList<Element> targets, string extension)
    {
        var isRecord = targets.Count > 0 && targets[0].Type.Kind == StructureKind.Logical;
        if (extension == ".csv")
            return RecordCsv.ToUtf8(targets, targets[0].Type);
        if (extension == ".xml")
            return isRecord ? RecordXml.ToUtf8(targets[0], true) : FhirXml.ToUtf8(targets[0], true);
        var texts = targets.Select(t => Encoding.UTF8.GetString(isRecord ? RecordJson.ToUtf8(t, true) : FhirJson.ToUtf8(t, true))).ToArray();
        return Encoding.UTF8.GetBytes(texts.Length == 1 ? texts[0] : $"[{string.Join(",\n", texts)}]");
    }

    // Indentation and ends of lines do not count.
    private static string Plain(byte[] text) => string.Join('\n', Encoding.UTF8.GetString(text).TrimStart('\uFEFF').Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("<?xml", StringComparison.Ordinal)));

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
