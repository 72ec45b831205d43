using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateway.Access.Policies;
using Gateway.Federation.Own;
using Gateway.Sources;

namespace Gateway.Areas;

/// <summary>One deployment's organisations, places, services, clocks and sources. What differs between areas is in their files and nowhere else.</summary>
internal sealed record Area
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    [Required, RegularExpression("[a-z][a-z0-9-]{0,39}")]
    public string Name { get; init; } = "";

    [Required]
    public string Title { get; init; } = "";

    public IReadOnlyList<AreaOrganization> Organizations { get; init; } = new List<AreaOrganization>();

    public IReadOnlyList<AreaPlace> Forces { get; init; } = new List<AreaPlace>();

    public IReadOnlyList<AreaPlace> Suites { get; init; } = new List<AreaPlace>();

    public IReadOnlyList<AreaPlace> Courts { get; init; } = new List<AreaPlace>();

    public IReadOnlyList<AreaService> Services { get; init; } = new List<AreaService>();

    public AreaClocks Clocks { get; init; } = new();

    /// <summary>What the gateway itself keeps.</summary>
    public AreaLedger Ledger { get; init; } = new();

    public IReadOnlyList<SourceOptions> Sources { get; init; } = new List<SourceOptions>();

    /// <summary>Who may see what: the rows of the policies that hold here, and between whom.</summary>
    public AreaAccess Access { get; init; } = new();

    /// <summary>The areas that come with the program.</summary>
    public static IReadOnlyList<string> Carried => [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Areas");

    /// <summary>Reads an area that the program carries, or a file.</summary>
    /// <exception cref="AreaFaultsException">It is not there, cannot be read, or contradicts itself; all faults are told.</exception>
    public static Area Load(string nameOrFile)
    {
        var file = Path.HasExtension(nameOrFile) ? nameOrFile : Path.Combine(Folder, $"{nameOrFile}.json");
        if (!File.Exists(file))
            throw new AreaFaultsException([$"{nameOrFile}: there is no such area. Those that come with the program: {string.Join(", ", Carried)}."]);
        try
        {
            var bytes = File.ReadAllBytes(file);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            var area = JsonSerializer.Deserialize<Area>(bytes, s_json) ?? new Area();
            string[] faults = [.. AreaKeys.Unknown(document.RootElement, typeof(Area), s_json), .. area.Check()];
            return faults.Length > 0 ? throw new AreaFaultsException([.. faults.Select(f => $"{nameOrFile}: {f}")]) : area;
        }
        catch (JsonException e)
        {
            throw new AreaFaultsException([$"{nameOrFile}: {e.Message}"]);
        }
    }

    private List<string> Check()
    {
        var faults = new List<string>();
        foreach (var part in new object[] { this, Clocks }.Concat(Organizations).Concat(Forces).Concat(Suites).Concat(Courts).Concat(Services))
        {
            var found = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), found, validateAllProperties: true);
            faults.AddRange(found.Select(f => $"{part.GetType().Name}: {f.ErrorMessage}"));
        }

        faults.AddRange(Services.Where(s => !Organizations.Any(o => o.Ods == s.Provider)).Select(s => $"services: {s.Code} is provided by {s.Provider}, which is none of the organisations."));
        faults.AddRange(Services.SelectMany(s => s.DosServiceIds).Where(n => n.Length is 0 or > 20 || !n.All(char.IsAsciiDigit)).Select(_ => "services: a number of the Directory of Services has up to 20 digits."));
        faults.AddRange(Suites.Where(s => s.Force is not null && !Forces.Any(f => f.Code == s.Force)).Select(s => $"suites: {s.Code} belongs to force {s.Force}, which is not listed."));

        // Who keeps the ledger is always there; the others are who the sources belong to.
        foreach (var kind in Sources.Count > 0 || Ledger.Types.Count == 0 ? (string[])["trust", "case-service", "community"] : ["case-service"])
            if (!Organizations.Any(o => o.Kind == kind))
                faults.Add($"organizations: there is none of kind {kind}.");
        if (Sources.Count == 0 && Ledger.Types.Count == 0)
            faults.Add("sources: there is none.");
        faults.AddRange(Ledger.Types.Where(t => !LedgerTypes.CanBe(t)).Select(t => $"ledger.types: {t} is no type of resources that can be kept."));
        foreach (var source in Sources)
        {
            if (source.Credentials.Secret is not null)
                faults.Add($"sources: {source.Name} holds a secret. Areas are published: name a file.");
            if (!Organizations.Any(o => o.Ods == source.Organization) && !Forces.Concat(Courts).Any(p => p.Code == source.Organization))
                faults.Add($"sources: {source.Name} belongs to {source.Organization}, which is none of the organisations, forces and courts.");
        }

        var codes = Organizations.Select(o => o.Ods).Concat(Forces.Concat(Courts).Select(p => p.Code)).Concat(Access.Organizations.Select(o => o.Code)).Append(PolicyRow.Everybody).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(Access.Agreements.SelectMany(a => a.Controllers.Concat(a.Recipients)).Concat(Access.Holders.SelectMany(h => h.Organizations)).Where(c => !codes.Contains(c)).Distinct(StringComparer.Ordinal)
            .Select(c => $"access: {c} is none of the organisations, forces and courts."));
        faults.AddRange(Twice("sources", Sources, s => s.Name).Concat(Twice("sources", Sources, s => $"number {s.Number}")).Concat(Twice("services", Services, s => s.Code)).Concat(Twice("services", Services.SelectMany(s => s.DosServiceIds), n => $"number {n}"))
            .Concat(Twice("forces", Forces, p => p.Code)).Concat(Twice("suites", Suites, p => p.Code)).Concat(Twice("courts", Courts, p => p.Code)));
        return faults;
    }

    private static IEnumerable<string> Twice<T>(string list, IEnumerable<T> items, Func<T, string> key) =>
        items.GroupBy(key, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => $"{list}: {g.Key} is there {g.Count()} times.");
}
