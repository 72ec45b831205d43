using System.Text.Json;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

/// <summary>The FHIRPath of HL7's tests for SQL on FHIR: views of plain columns, without the keys that are functions of views only.</summary>
public sealed class SqlOnFhirTests
{
    private static readonly string[] s_views = ["forEach", "forEachOrNull", "unionAll", "repeat", "getResourceKey", "getReferenceKey"];

    [NeedsSharedFact]
    public void Every_view_of_plain_columns_gives_the_rows_that_are_expected()
    {
        var (views, faults) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, "suites", "sql-on-fhir-v2"), "*.json").Order(StringComparer.Ordinal))
        {
            using var suite = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!suite.RootElement.TryGetProperty("resources", out var given))
                continue;
            var resources = given.EnumerateArray().Select(r => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(r.GetRawText()), options: ReadOptions.Tolerant).Root).ToList();
            foreach (var test in suite.RootElement.GetProperty("tests").EnumerateArray())
            {
                if (!test.TryGetProperty("expect", out var expected) || IsMore(test.GetRawText()))
                    continue;
                views++;
                var rows = Rows(test.GetProperty("view"), resources).ToList();
                var wanted = expected.EnumerateArray().Select(row => string.Join("; ", row.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={Shown(p.Value)}"))).ToList();
                if (!rows.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal)))
                    faults.Add($"{Path.GetFileName(file)} {test.GetProperty("title")}: {string.Join(" / ", rows)} instead of {string.Join(" / ", wanted)}");
            }
        }

        faults.Should().BeEmpty();
        views.Should().BeGreaterThan(60);
    }

    private static bool IsMore(string test) => test.Contains("%rowIndex", StringComparison.Ordinal)
        || s_views.Any(word => test.Contains($"\"{word}\"", StringComparison.Ordinal) || test.Contains($"{word}(", StringComparison.Ordinal));

    private static IEnumerable<string> Rows(JsonElement view, List<Element> resources)
    {
        var environment = new PathEnvironment { Variables = Constants(view) };
        foreach (var resource in resources.Where(r => r.Type.Name == view.GetProperty("resource").GetString()))
        {
            if (!Wheres(view).All(w => Evaluate(w, resource, environment) is [{ Text: "true" }]))
                continue;
            var cells = Columns(view).Select(c => (Name: c.GetProperty("name").GetString()!, Value: Cell(c, Evaluate(c.GetProperty("path").GetString()!, resource, environment))));
            yield return string.Join("; ", cells.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name}={c.Value}"));
        }
    }

    private static IEnumerable<string> Wheres(JsonElement view) =>
        view.TryGetProperty("where", out var wheres) ? wheres.EnumerateArray().Select(w => w.GetProperty("path").GetString()!) : [];

    private static IEnumerable<JsonElement> Columns(JsonElement part)
    {
        var own = part.TryGetProperty("column", out var columns) ? columns.EnumerateArray() : default;
        var inner = part.TryGetProperty("select", out var parts) ? parts.EnumerateArray() : default;
        return own.Concat(inner.SelectMany(Columns));
    }

    private static Dictionary<string, IReadOnlyList<PathValue>> Constants(JsonElement view) => !view.TryGetProperty("constant", out var constants) ? [] : constants.EnumerateArray().ToDictionary(
        c => c.GetProperty("name").GetString()!,
        c => c.EnumerateObject().First(p => p.Name.StartsWith("value", StringComparison.Ordinal)) is var given ? Constant(given.Name, given.Value) : []);

    private static IReadOnlyList<PathValue> Constant(string name, JsonElement value) => CompiledPath.Compile(name switch
    {
        "valueDate" => $"@{value}",
        "valueDateTime" or "valueInstant" => $"'{value}'.toDateTime()",
        "valueTime" => $"@T{value}",
        _ when value.ValueKind == JsonValueKind.String => $"'{value}'",
        _ => value.GetRawText(),
    }).Path!.Evaluate(Answer.Nothing).Values;

    private static IReadOnlyList<PathValue> Evaluate(string expression, Element on, PathEnvironment environment)
    {
        var compiled = CompiledPath.Compile(expression, new PathOptions { Context = on.Type });
        compiled.Fault.Should().BeNull(expression);
        var result = compiled.Path!.Evaluate(on, environment);
        result.Fault.Should().BeNull(expression);
        return result.Values;
    }

    private static string Cell(JsonElement column, IReadOnlyList<PathValue> values) =>
        column.TryGetProperty("collection", out var isMany) && isMany.GetBoolean() ? $"[{string.Join(',', values.Select(Shown))}]" : values.Count == 0 ? "null" : string.Join(',', values.Select(Shown));

    private static string Shown(PathValue value) => value.Kind == PathKind.Decimal ? value.Number.ToString("G29") : value.ToString();

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Shown))}]",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
