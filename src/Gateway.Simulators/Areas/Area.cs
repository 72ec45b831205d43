using System.Text.Json;

namespace Gateway.Simulators.Areas;

/// <summary>The organisations and places of one area, as its outside systems know them.</summary>
public sealed record Area
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>As in the name of its file: <c>essex</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Force Force { get; init; }

    public required IReadOnlyList<Suite> Suites { get; init; }

    public required Organisation Trust { get; init; }

    /// <summary>Who runs the case system.</summary>
    public required Organisation Service { get; init; }

    public required CommunityProvider Community { get; init; }

    public required Court Court { get; init; }

    public required IReadOnlyList<Organisation> Practices { get; init; }

    public required string County { get; init; }

    public required IReadOnlyList<string> Parts { get; init; }

    public required IReadOnlyList<Town> Towns { get; init; }

    public required IReadOnlyList<string> Streets { get; init; }

    /// <summary>Reads the area of that name, which lies beside the program.</summary>
    /// <exception cref="ArgumentException">There is no such area.</exception>
    public static Area Load(string name)
    {
        if (!Exists(name))
            throw new ArgumentException($"There is no area {name}.", nameof(name));
        return JsonSerializer.Deserialize<Area>(File.ReadAllText(PathOf(name)), s_options)!;
    }

    /// <summary>Whether there is an area of that name.</summary>
    public static bool Exists(string name) => name.All(c => char.IsAsciiLetterLower(c) || c == '-') && File.Exists(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "simulator-areas", name + ".json");
}
