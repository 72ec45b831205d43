using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;
using Gateway.Mapping.Catalog;
using Gateway.Medication;
using Gateway.Sources;

namespace Gateway.Tests.Medication;

/// <summary>A view made of statements, ready to be looked at. It is sound, or there is none.</summary>
internal sealed class HistoryView
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 11, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<IngredientIndex> s_ingredients = new(() => IngredientIndex.Of(MapCatalog.Of(new CatalogContent().AddMaps(new DirectoryInfo(Path.Combine(TestFolders.Repository, "mappings", "codes")))).ConceptRows));

    public HistoryView(IReadOnlyList<MedicationSource> sources, params MedicationResource[] resources)
    {
        var ids = 0;
        Bundle = new MedicationHistory(Ingredients, new Uri("https://gateway.example/fhir/"), new At(Now), () => Guid.Parse($"00000000-0000-4000-8000-{++ids:D12}")).Of("Patient/p", sources, resources);
        BaseRules.Check(Bundle).Where(f => !f.IsWarning).Select(f => f.ToString()).Should().BeEmpty();
    }

    public HistoryView(params MedicationResource[] resources)
        : this(Sources(), resources)
    {
    }

    public static IngredientIndex Ingredients => s_ingredients.Value;

    public Element Bundle { get; }

    public IReadOnlyList<Element> Resources => [.. Bundle["entry"].SelectMany(e => e["resource"])];

    public Element List => Resources[0];

    public IReadOnlyList<string> Notes => [.. List["note"].Select(n => n.ChildText("text")!)];

    public IReadOnlyList<string> Groups => [.. List["entry"].Select(e => e["flag"].Single().ChildText("text")!).Distinct()];

    public IReadOnlyList<Element> Issues => [.. Resources.Where(r => r.Type.Name == "DetectedIssue")];

    public IReadOnlyList<string> IssueCodes => [.. Issues.Select(i => $"{string.Join("+", i["code"].Single()["coding"].Select(c => c.ChildText("code")))} {i.ChildText("severity")}")];

    /// <summary>All three sources that hold medication, each with its state.</summary>
    public static IReadOnlyList<MedicationSource> Sources(SourceState trust = SourceState.Answered, SourceState custody = SourceState.Answered, SourceState care = SourceState.Answered) =>
    [
        Source("custody", "Essex Police custody", custody, "custody"),
        Source("case-system", "Essex Health and Justice Service", care, "case-system"),
        Source("trust", "Essex Partnership University NHS Foundation Trust", trust, "trust"),
        Source("courts", "Courts", SourceState.NothingKnown, "courts"),
    ];

    private static MedicationSource Source(string name, string title, SourceState state, string kind) =>
        new() { Name = name, Title = title, State = state, Holds = MedicationSource.EvidenceOf(kind), AsOf = state is SourceState.Answered or SourceState.NothingKnown ? Now.AddMinutes(-5) : null };

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
