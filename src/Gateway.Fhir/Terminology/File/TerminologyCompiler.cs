using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology.Systems;
using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology.File;

/// <summary>
/// Compiles the code systems and value sets of R4 into one file of terminology, without prose, dates and what the hierarchy says already. The same resources
/// give the same bytes, in whatever order they come.
/// </summary>
public sealed class TerminologyCompiler
{
    // The one system of a required binding that R4 lists only ready-made, in the expansion of the value set that takes all of it.
    private const string CurrencySet = "http://hl7.org/fhir/ValueSet/currencies";
    private readonly Dictionary<string, CodeSystem> _systems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueSet> _sets = new(StringComparer.Ordinal);

    public int ValueSetCount => _sets.Count;
    public int CodeSystemCount => _systems.Count;

    /// <summary>Takes one resource in JSON: a code system, a value set, or the Bundle of R4's expansions; others are passed over.</summary>
    /// <exception cref="FormatException">The content is no resource of R4; the message says why.</exception>
    public void Add(byte[] json)
    {
        var read = FhirJson.Read(json, options: ReadOptions.Tolerant);
        if (!read.IsRead)
            throw new FormatException(read.Faults[0].ToString());
        switch (read.Root.Type.Name)
        {
            case "CodeSystem" when CodeSystemReader.Read(read.Root) is { Url.Length: > 0 } system:
                _systems[system.Url] = Compact(system);
                break;
            case "ValueSet" when ValueSetReader.Read(read.Root) is { Url.Length: > 0 } set:
                _sets[set.Url] = set;
                break;
            case "Bundle":
                foreach (var set in read.Root["entry"].SelectMany(e => e["resource"]).Where(r => r.ChildText("url") == CurrencySet))
                    AddCurrencies(ValueSetReader.Read(set));
                break;
        }
    }

    /// <summary>Writes the file. What the value sets of required bindings need stands in a part of its own.</summary>
    public void Write(Stream stream, IEnumerable<string> required)
    {
        var sets = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(required);
        while (open.TryPop(out var url))
            if (_sets.TryGetValue(url, out var set) && sets.Add(url))
                foreach (var nested in Parts(set).SelectMany(p => p.ValueSets))
                    open.Push(nested.Split('|')[0]);
        var systems = sets.SelectMany(s => Parts(_sets[s])).Select(p => p.System).Where(_systems.ContainsKey).ToHashSet(StringComparer.Ordinal);
        TerminologyFile.Write(
            stream,
            (_systems.Values.Where(s => systems.Contains(s.Url)), _sets.Values.Where(s => sets.Contains(s.Url)).Select(Compact)),
            (_systems.Values.Where(s => !systems.Contains(s.Url)), _sets.Values.Where(s => !sets.Contains(s.Url)).Select(Compact)));
    }

    private void AddCurrencies(ValueSet set)
    {
        if (set.Expansion is [{ Concepts: var concepts, System: var url }])
            _systems[url] = new CodeSystem { Url = url, Title = "Currencies (ISO 4217)", Concepts = [.. concepts.Select(c => new Concept(c.Code) { Display = c.Display })] };
    }

    private static IEnumerable<ValueSetPart> Parts(ValueSet set) => set.Includes.Concat(set.Excludes);

    private static CodeSystem Compact(CodeSystem system) => new()
    {
        Url = system.Url,
        Version = system.Version,
        Title = system.Title,
        Content = system.Content,
        IsCaseSensitive = system.IsCaseSensitive,
        IsHierarchyIsA = system.IsHierarchyIsA,
        ValueSet = system.ValueSet,
        PropertyCodes = [.. system.PropertyCodes.Where(IsKept)],
        Concepts = [.. system.Concepts.Select(c => c with { Properties = [.. c.Properties.Where(p => IsKept(p.Code))] })],
    };

    private static bool IsKept(string property) => property is not ("deprecationDate" or "child" or "parent");

    // A display that the system has too is not repeated.
    private ValueSet Compact(ValueSet set) => set with { Includes = [.. set.Includes.Select(Compact)], Excludes = [.. set.Excludes.Select(Compact)] };

    private ValueSetPart Compact(ValueSetPart part) => !_systems.TryGetValue(part.System, out var system) ? part : part with
    {
        Concepts = [.. part.Concepts.Select(c => system.Find(c.Code)?.Display == c.Display ? c with { Display = "" } : c)],
    };
}
