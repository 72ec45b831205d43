using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>The section of types: a directory of names and record lengths, then one record a structure, read when that type is asked for.</summary>
internal sealed class TypeSection
{
    private readonly SectionReader _reader;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);
    private readonly Dictionary<int, StructureFacts> _read = [];

    public TypeSection(SectionReader reader)
    {
        _reader = reader;
        var directory = reader.List(() => (Name: reader.Text(), Length: reader.Number()));
        var offset = reader.Position;
        foreach (var (name, length) in directory)
        {
            if (!_offsets.TryAdd(name, offset) || length < 0 || length > int.MaxValue - offset)
                throw SectionReader.Damaged();
            offset += length;
        }

        Names = [.. directory.Select(d => d.Name)];
    }

    public IReadOnlyList<string> Names { get; }

    public StructureFacts? Find(string name)
    {
        if (!_offsets.TryGetValue(name, out var offset))
            return null;
        lock (_lock)
        {
            if (_read.TryGetValue(offset, out var known))
                return known;
            _reader.Position = offset;
            return _read[offset] = Structure(_reader);
        }
    }

    public static SectionWriter Write(IEnumerable<StructureFacts> structures)
    {
        var section = new SectionWriter();
        var ordered = structures.OrderBy(s => s.Name, StringComparer.Ordinal).ToArray();

        // Lengths are known once the texts have their numbers: write the records twice, and keep the second.
        var directory = new List<(string Name, int Length)>();
        var trial = new SectionWriter();
        foreach (var structure in ordered)
            trial.Text(structure.Name);
        foreach (var structure in ordered)
        {
            var start = trial.Position;
            Structure(trial, structure);
            directory.Add((structure.Name, trial.Position - start));
        }

        section.List(directory, d =>
        {
            section.Text(d.Name);
            section.Number(d.Length);
        });
        foreach (var structure in ordered)
            Structure(section, structure);
        return section;
    }

    private static StructureFacts Structure(SectionReader r) => new()
    {
        Name = r.Text(),
        Url = r.Text(),
        Base = r.Text(),
        Kind = (StructureKind)r.Number(),
        IsAbstract = r.Number() == 1,
        IsProfile = r.Number() == 1,
        Elements = r.List(() => Element(r)),
    };

    private static void Structure(SectionWriter w, StructureFacts s)
    {
        w.Text(s.Name);
        w.Text(s.Url);
        w.Text(s.Base);
        w.Number((int)s.Kind);
        w.Number(s.IsAbstract ? 1 : 0);
        w.Number(s.IsProfile ? 1 : 0);
        w.List(s.Elements, e => Element(w, e));
    }

    private static ElementFacts Element(SectionReader r) => new()
    {
        Path = r.Text(),
        Min = r.Number(),
        Max = Unbounded(r.Number()),
        BaseMax = Unbounded(r.Number()),
        Types = r.List(() => new TypeFacts(r.Text(), r.List(r.Text), r.List(r.Text))),
        ContentReference = r.Text(),
        Traits = (ElementTraits)r.Number(),
        Binding = r.Number() is var strength and > 0 ? new BindingFacts((BindingStrength)(strength - 1), r.Text()) : null,
        Invariants = r.List(() => new InvariantFacts(r.Text(), r.Number() == 1, r.Text())),
    };

    private static void Element(SectionWriter w, ElementFacts e)
    {
        w.Text(e.Path);
        w.Number(e.Min);
        w.Number(e.Max == int.MaxValue ? 0 : e.Max + 1);
        w.Number(e.BaseMax == int.MaxValue ? 0 : e.BaseMax + 1);
        w.List(e.Types, t =>
        {
            w.Text(t.Code);
            w.List(t.Profiles, w.Text);
            w.List(t.Targets, w.Text);
        });
        w.Text(e.ContentReference);
        w.Number((int)e.Traits);
        w.Number(e.Binding is null ? 0 : (int)e.Binding.Strength + 1);
        if (e.Binding is not null)
            w.Text(e.Binding.ValueSet);
        w.List(e.Invariants, i =>
        {
            w.Text(i.Key);
            w.Number(i.IsError ? 1 : 0);
            w.Text(i.Expression);
        });
    }

    private static int Unbounded(int stored) => stored == 0 ? int.MaxValue : stored - 1;
}
