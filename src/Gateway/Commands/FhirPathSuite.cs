using System.Xml;
using System.Xml.Linq;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Commands;

/// <summary>
/// Runs a suite in the format of HL7's FHIRPath tests (testSchema.xsd). A test that must be invalid passes when the expression is
/// refused, at compilation or when evaluated; the others when every item has the type and text that is given, in order.
/// </summary>
internal sealed class FhirPathSuite
{
    private readonly DirectoryInfo _inputs;
    private readonly TextWriter _output;
    private readonly Dictionary<string, Element> _read = [];
    private int _passed;
    private int _failed;
    private int _skipped;

    private FhirPathSuite(DirectoryInfo inputs, TextWriter output)
    {
        _inputs = inputs;
        _output = output;
    }

    public static int Run(FileInfo suite, DirectoryInfo inputs, Terminal terminal)
    {
        XDocument tests;
        try
        {
            tests = XDocument.Load(suite.FullName);
        }
        catch (XmlException e)
        {
            return terminal.Refuse(suite.Name, $"{e.LineNumber}:{e.LinePosition}: The suite is not XML.");
        }

        var run = new FhirPathSuite(inputs, terminal.Out);
        foreach (var test in tests.Descendants().Where(e => e.Name.LocalName == "test"))
            run.Run(test, (string?)test.Parent?.Attribute("name") ?? "");
        terminal.Out.WriteLine($"{run._passed} passed, {run._failed} failed, {run._skipped} skipped");
        return run._failed == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private void Run(XElement test, string group)
    {
        var name = $"{group}/{(string?)test.Attribute("name")}";
        var expression = test.Elements().First(e => e.Name.LocalName == "expression");
        var mode = (string?)expression.Attribute("mode") ?? (string?)test.Attribute("mode") ?? (string?)test.Parent?.Attribute("mode");
        if (mode is "cda" or "tx")
        {
            Skip(name, mode == "cda" ? "it needs the CDA model" : "it needs a terminology server");
            return;
        }

        Element root = default;
        if ((string?)test.Attribute("inputfile") is { Length: > 0 } file && !TryRead(file, out root, out var reason))
        {
            Skip(name, reason);
            return;
        }

        if (Failure(test, expression, root, mode) is not { } failure)
        {
            _passed++;
            return;
        }

        _failed++;
        _output.WriteLine($"FAIL {name}: {failure}: {string.Join(' ', expression.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
    }

    private static string? Failure(XElement test, XElement expression, Element root, string? mode)
    {
        var invalid = (string?)expression.Attribute("invalid");
        var options = new PathOptions { Context = root.IsNone ? null : root.Type, IsStrict = mode == "strict", IsLenient = mode?.StartsWith("lenient", StringComparison.Ordinal) ?? false, ChecksOrder = (bool?)test.Attribute("checkOrderedFunctions") ?? false };
        var compiled = CompiledPath.Compile(expression.Value, options);
        var result = compiled.Path is { } path ? path.Evaluate(root.IsNone ? s_nothing : root) : new PathResult([], compiled.Fault);
        if (invalid is not (null or "false"))
        {
            return result.Fault is null ? $"must be refused ({invalid}), gave {Shown(result.Values)}"
                : invalid == "syntax" && result.Fault.Kind != PathFaultKind.Syntax ? $"must be a syntax fault, was {result.Fault.Kind}: {result.Fault}"
                : null;
        }

        if (result.Fault is { } fault)
            return $"refused ({fault.Kind}) at {fault}";
        var values = (bool?)test.Attribute("predicate") == true ? [PathValue.Of(IsTrue(result.Values))] : result.Values;
        var expected = test.Elements().Where(e => e.Name.LocalName == "output").Select(o => ((string?)o.Attribute("type"), o.Value)).ToList();
        if ((bool?)test.Attribute("ordered") == false)
            values = [.. values.OrderBy(v => expected.FindIndex(e => Matches(v, e)) is >= 0 and var at ? at : int.MaxValue)];
        return values.Count == expected.Count && values.Zip(expected).All(p => Matches(p.First, p.Second))
            ? null
            : $"expected [{string.Join(", ", expected.Select(e => $"{e.Item1}:{e.Value}"))}], gave {Shown(values)}";
    }

    // What expressions without an input are evaluated on: nothing in them refers to it.
    private static readonly Element s_nothing = ElementDraft.New(Gateway.Fhir.Definitions.DefinitionSet.R4.FindType("Basic")!).Build();

    private static bool IsTrue(IReadOnlyList<PathValue> values) =>
        values.Count > 0 && (values.Count > 1 || values[0].TypeName != "boolean" || values[0].Text == "true");

    private static bool Matches(PathValue value, (string? Type, string Text) expected)
    {
        if (expected.Type is { } type && type != value.TypeName)
            return false;
        var text = value.Text ?? "";
        var wanted = expected.Text.StartsWith('@') ? expected.Text[1..] : expected.Text;
        if (value.Kind == PathKind.Time && wanted.StartsWith('T'))
            wanted = wanted[1..];

        // .NET writes no sign before a zero.
        return text == wanted || (wanted.StartsWith("-0", StringComparison.Ordinal) && wanted[1..] == text);
    }

    private static string Shown(IReadOnlyList<PathValue> values) => $"[{string.Join(", ", values.Select(v => $"{v.TypeName}:{v.Text}"))}]";

    private bool TryRead(string file, out Element root, out string reason)
    {
        reason = "";
        if (_read.TryGetValue(file, out root))
            return true;
        var found = new[] { file, Path.ChangeExtension(file, ".json"), Path.ChangeExtension(file, ".xml") }
            .Select(f => new FileInfo(Path.Combine(_inputs.FullName, f))).FirstOrDefault(f => f.Exists);
        if (found is null)
        {
            reason = $"its input {file} is not in {_inputs.Name}";
            return false;
        }

        // The inputs are not what is tested: one of HL7's has a _given array that is too short.
        var read = ContentFile.Read(found, ReadOptions.Tolerant);
        if (!read.IsRead)
        {
            reason = $"its input {file} cannot be read: {read.Faults[0]}";
            return false;
        }

        root = _read[file] = read.Root;
        return true;
    }

    private void Skip(string name, string reason)
    {
        _skipped++;
        _output.WriteLine($"SKIP {name}: {reason}");
    }
}
