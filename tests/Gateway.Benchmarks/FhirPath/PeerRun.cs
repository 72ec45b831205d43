using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Benchmarks.FhirPath;

/// <summary>Times the ten expressions the way fhirpath-peer.mjs times them in fhirpath.js: one process, expressions compiled and content parsed beforehand.</summary>
internal static class PeerRun
{
    private static readonly TimeSpan s_each = TimeSpan.FromMilliseconds(700);

    /// <summary>Prints one line an expression: evaluations a second, tab, number of results, tab, expression; then the harmonic mean.</summary>
    public static void Print()
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "FhirPath", "expressions.json")));
        var inverse = 0.0;
        foreach (var item in list.RootElement.EnumerateArray())
        {
            var expression = item.GetProperty("expression").GetString()!;
            var root = Samples.Read(item.GetProperty("on").GetString() == "patient" ? Samples.Patient : Samples.Bundle(20));
            var path = CompiledPath.Compile(expression, new PathOptions { Context = root.Type });

            // `organization` is no element of Patient: that expression is only good without a context.
            var compiled = path.Path ?? CompiledPath.Compile(expression).Path!;
            Rate(compiled, root);
            var (rate, results) = Rate(compiled, root);
            inverse += 1 / rate;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:F0}\t{results}\t{expression}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.RootElement.GetArrayLength() / inverse:F0}\tharmonic mean"));
    }

    private static (double Rate, int Results) Rate(CompiledPath path, Element root)
    {
        var count = 0;
        var results = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_each)
        {
            for (var i = 0; i < 100; i++)
                results = path.Evaluate(root).Values.Count;
            count += 100;
        }

        return (count / watch.Elapsed.TotalSeconds, results);
    }
}
