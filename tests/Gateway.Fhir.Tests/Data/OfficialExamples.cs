namespace Gateway.Fhir.Tests.Data;

/// <summary>The JSON files of npm hl7.fhir.r4.examples that hold resources; package.json and ig-r4.json describe the package itself.</summary>
internal static class OfficialExamples
{
    public static IEnumerable<string> Files() => Directory.EnumerateFiles(TestFolders.Examples!, "*.json")
        .Where(f => Path.GetFileName(f) is not ("package.json" or ".index.json"))
        .Order(StringComparer.Ordinal);
}
