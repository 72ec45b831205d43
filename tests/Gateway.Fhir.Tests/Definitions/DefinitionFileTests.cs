using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.File;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Definitions;

public sealed class DefinitionFileTests
{
    [NeedsExamplesFact]
    public void Compiling_the_package_in_any_order_gives_the_embedded_bytes()
    {
        var files = new[] { "StructureDefinition", "SearchParameter" }
            .SelectMany(kind => Directory.GetFiles(TestFolders.Examples!, $"{kind}-*.json")).ToArray();
        new Random(1).Shuffle(files);
        var compiler = new DefinitionCompiler();
        foreach (var file in files)
            compiler.Add(File.ReadAllBytes(file));
        using var compiled = new MemoryStream();
        compiler.Write(compiled);
        compiled.ToArray().AsSpan().SequenceEqual(Embedded()).Should().BeTrue();
    }

    [Fact]
    public void A_file_that_is_cut_short_says_so()
    {
        var whole = Embedded();
        foreach (var length in new[] { 0, 3, 5, 8, 1000, whole.Length / 2, whole.Length - 1 })
            FluentActions.Invoking(() => new DefinitionFile(new MemoryStream(whole, 0, length))).Should().Throw<InvalidDataException>().WithMessage("*definitions*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage that is no file of definitions")]
    [InlineData("FDEF\u0001")]
    [InlineData("FDEF\u0002\u007f\u007f\u007f\u007f")]
    public void A_file_of_something_else_says_so(string content) =>
        FluentActions.Invoking(() => new DefinitionFile(new MemoryStream(Encoding.UTF8.GetBytes(content)))).Should().Throw<InvalidDataException>();

    // Damage that the compression does not notice may go unnoticed.
    [Fact]
    public void A_damaged_file_is_read_or_reported_as_damaged()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var bytes = Embedded();
            for (var hit = 0; hit < 1 + (i % 5); hit++)
                bytes[9 + random.Next(bytes.Length - 9)] ^= (byte)random.Next(1, 256);
            Record.Exception(() => ReadAll(bytes))?.Should().BeOfType<InvalidDataException>();
        }
    }

    [Fact]
    public void A_section_of_random_numbers_is_read_or_reported_as_damaged()
    {
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 0)
                bytes[0] = 0;
            Record.Exception(() => SearchSection.Read(new SectionReader(bytes)))?.Should().BeOfType<InvalidDataException>();
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        var file = new DefinitionFile(new MemoryStream(bytes));
        var types = new TypeSection(file.Open(DefinitionSection.Types));
        foreach (var name in types.Names)
            types.Find(name);
        SearchSection.Read(file.Open(DefinitionSection.Search));
    }

    private static byte[] Embedded()
    {
        using var stream = typeof(DefinitionSet).Assembly.GetManifestResourceStream("r4.definitions")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
