namespace Gateway.Fhir.Tests.Terminology;

/// <summary>Any composition of the animals: lists, filters, nested value sets, exclusions, in any number.</summary>
internal static class RandomCompose
{
    private static readonly string[] s_parts =
    [
        "\"system\":\"http://test/animals\"",
        "\"system\":\"http://test/animals\",\"concept\":[{\"code\":\"cat\"},{\"code\":\"dodo\"},{\"code\":\"unicorn\"}]",
        "\"system\":\"http://test/animals\",\"filter\":[{\"property\":\"concept\",\"op\":\"is-a\",\"value\":\"bird\"}]",
        "\"system\":\"http://test/animals\",\"filter\":[{\"property\":\"legs\",\"op\":\"exists\",\"value\":\"true\"},{\"property\":\"concept\",\"op\":\"is-not-a\",\"value\":\"bird\"}]",
        "\"system\":\"http://test/animals\",\"filter\":[{\"property\":\"concept\",\"op\":\"descendent-of\",\"value\":\"animal\"}],\"valueSet\":[\"http://test/mammals\"]",
        "\"valueSet\":[\"http://test/mammals\"]",
        "\"valueSet\":[\"http://test/animals/vs\",\"http://test/mammals\"]",
        "\"system\":\"http://test/others\",\"concept\":[{\"code\":\"x\"}]",
    ];

    public static string Of(Random random)
    {
        var excludes = Parts(random, 0);
        return $$"""{"inactive":{{(random.Next(2) == 0 ? "true" : "false")}},"include":[{{Parts(random, 1)}}]{{(excludes.Length == 0 ? "" : $",\"exclude\":[{excludes}]")}}}""";
    }

    private static string Parts(Random random, int least) =>
        string.Join(',', Enumerable.Range(0, least + random.Next(3)).Select(_ => $"{{{s_parts[random.Next(s_parts.Length)]}}}"));
}
