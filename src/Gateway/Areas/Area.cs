using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Sources;

namespace Gateway.Areas;

/// <summary>One deployment's organisations, places, services, clocks and sources. What differs between areas is in their files and nowhere else.</summary>
internal sealed record Area
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
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

    public IReadOnlyList<SourceOptions> Sources { get; init; } = new List<SourceOptions>();

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
            var area = JsonSerializer.Deserialize<Area>(File.ReadAllBytes(file), s_json) ?? new Area();
            return area.Check() is { Count: > 0 } faults ? throw new AreaFaultsException([.. faults.Select(f => $"{nameOrFile}: {f}")]) : area;
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
        faults.AddRange(Suites.Where(s => s.Force is not null && !Forces.Any(f => f.Code == s.Force)).Select(s => $"suites: {s.Code} belongs to force {s.Force}, which is not listed."));
        foreach (var kind in (string[])["trust", "case-service", "community"])
            if (!Organizations.Any(o => o.Kind == kind))
                faults.Add($"organizations: there is none of kind {kind}.");
        if (Sources.Count == 0)
            faults.Add("sources: there is none.");
        return faults;
    }
}
