namespace Gateway.Fhir.Tests.Data;

/// <summary>Where the tests find what the repository does not hold: npm packages and the shared real payloads.</summary>
internal static class TestFolders
{
    public static string Repository { get; } = Up(AppContext.BaseDirectory, d => File.Exists(Path.Combine(d, "Gateway.sln")));

    /// <summary>The official R4 examples, or null when npm did not fetch them.</summary>
    public static string? Examples { get; } = Existing(Path.Combine(Repository, "tests", "packages", "node_modules", "hl7.fhir.r4.examples"));

    /// <summary>The folder of real payloads and official suites, or null.</summary>
    public static string? Shared { get; } = Existing(Path.Combine(
        Environment.GetEnvironmentVariable("GATEWAY_SHARED") ?? Path.Combine(Repository, "..", "shared"), "data"));

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    private static string Up(string from, Func<string, bool> isIt)
    {
        for (var at = from; at is not null; at = Path.GetDirectoryName(at))
            if (isIt(at))
                return at;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
