using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Areas;
using Gateway.Hosting;
using Gateway.Sources;

namespace Gateway.Tests.Deployment;

/// <summary>What the files in <c>docker/</c> set is what the gateway reads: a misspelt setting of a container would be passed over in silence.</summary>
public sealed partial class DockerTests
{
    private static readonly string s_folder = Path.Combine(TestFolders.Repository, "docker");

    public static TheoryData<string> Files => ["Dockerfile", "compose.yaml", "kubernetes.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_is_one_that_the_gateway_has(string file)
    {
        var settings = Setting().Matches(File.ReadAllText(Path.Combine(s_folder, file))).Select(m => m.Value.TrimEnd(':')).Distinct().ToList();

        settings.Should().NotBeEmpty();
        settings.Where(s => !IsKnown(s.Split("__"))).Should().BeEmpty();
    }

    [Fact]
    public void A_setting_that_the_gateway_has_not_is_found() =>
        ((string[])["Gateway__Aera", "Gateway__Area__Name", "Sources__nobody__Address", "Sources__trust__Adress", "Nothing__Of"]).Should().OnlyContain(s => !IsKnown(s.Split("__", StringSplitOptions.None)));

    [Fact]
    public void Every_source_of_the_area_that_is_asked_has_an_address_and_a_secret()
    {
        var settings = Setting().Matches(File.ReadAllText(Path.Combine(s_folder, "compose.yaml"))).Select(m => m.Value).ToHashSet();

        foreach (var source in Area.Load("essex").Sources.Where(s => s.Address is not null))
            settings.Should().Contain($"Sources__{source.Name}__Address").And.Contain($"Sources__{source.Name}__Credentials__SecretFile");
    }

    [Fact]
    public void Every_secret_that_is_read_is_given_and_made()
    {
        var compose = File.ReadAllText(Path.Combine(s_folder, "compose.yaml"));
        var read = Secret().Matches(compose).Select(m => m.Groups[1].Value).Distinct().ToList();
        var made = File.ReadAllText(Path.Combine(s_folder, "make-secrets"));

        read.Should().HaveCountGreaterThan(4);
        read.Should().OnlyContain(name => compose.Contains($"  {name}: {{ file: ./secrets/{name} }}", StringComparison.Ordinal) && made.Contains($"put {name}\n", StringComparison.Ordinal));
    }

    [Fact]
    public void No_registry_is_named_and_nothing_runs_as_root()
    {
        var dockerfile = File.ReadAllText(Path.Combine(s_folder, "Dockerfile"));

        From().Matches(dockerfile).Select(m => m.Groups[1].Value).Should().OnlyContain(image => image == "${SDK}" || image == "${RUNTIME}");
        Image().Matches(File.ReadAllText(Path.Combine(s_folder, "compose.yaml"))).Select(m => m.Groups[1].Value).Should().NotBeEmpty().And.OnlyContain(image => !image.Contains('/'));
        dockerfile.Split("\nFROM ").Skip(2).Should().OnlyContain(stage => stage.Contains("\nUSER 1654:1654\n", StringComparison.Ordinal));
    }

    private static bool IsKnown(string[] path) => path switch
    {
        ["Sources", var name, .. var rest] => Area.Load("essex").Sources.Any(s => s.Name == name) && Has(typeof(SourceOptions), rest),
        [var section, .. var rest] => Sections().Any(o => o.Section == section && Has(o.Type, rest)),
        _ => false,
    };

    private static bool Has(Type type, ReadOnlySpan<string> path) =>
        path is [var name, .. var rest] && type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanRead: true } property
            && (rest.IsEmpty ? property.PropertyType == typeof(string) || property.PropertyType.IsValueType || property.PropertyType == typeof(Uri) : Has(property.PropertyType, rest));

    private static IEnumerable<(string Section, Type Type)> Sections() =>
        from type in typeof(GatewayOptions).Assembly.GetTypes()
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() as string
        where section is not null
        select (section, type);

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+__[A-Za-z0-9-]+(__[A-Za-z0-9-]+)*")]
    private static partial Regex Setting();

    [GeneratedRegex(@"=?/run/secrets/([a-z_]+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"^FROM (\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^\s+image: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();
}
