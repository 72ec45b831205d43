using System.Text;
using FsCheck.Fluent;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Tests.Xml;

public sealed class XmlPropertyTests
{
    private const string Document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Bundle xmlns="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><type value="collection"/><!-- c -->
          <entry><resource><Patient><id value="a"/><text><status value="empty"/><h:div a='>'>é<h:p/>&#10;</h:div></text>
            <contained><Basic><code id="x"><text value="a&amp;b"/></code></Basic></contained><extension url="u"><valueDecimal value="1.10"/></extension>
            <active value="true"/><name><family value="😀"/><given value="A"/><given value="B"/></name></Patient></resource></entry>
        </Bundle>
        """;

    [Fact]
    public void Random_bytes_never_throw() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(bytes => FhirXml.Read([(byte)'<', .. bytes]) is not null && FhirContent.Read(bytes) is not null));

    [Fact]
    public void Random_changes_of_a_document_never_throw_and_what_still_reads_writes_and_reads_again()
    {
        var random = new Random(20250101);
        var valid = Encoding.UTF8.GetBytes(Document);
        var count = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = valid.ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Change(bytes, random);
            foreach (var options in new[] { ReadOptions.Strict, ReadOptions.Tolerant })
            {
                var read = FhirXml.Read([.. bytes], options: options);
                read.IsRead.Should().Be(!read.Faults.Any(f => !f.IsWarning));
                if (!read.IsRead)
                    continue;
                count++;
                var json = FhirJson.ToUtf8(read.Root);
                var again = FhirXml.Read(FhirXml.ToUtf8(read.Root), options: options).Root;
                JsonContent.Difference(json, FhirJson.ToUtf8(again)).Should().BeNull();
            }
        }

        count.Should().BeGreaterThan(1000);
    }

    [Fact]
    public void A_document_cut_short_is_refused_wherever_it_is_cut()
    {
        var valid = Encoding.UTF8.GetBytes(Document);
        FhirXml.Read(valid).Faults.Should().BeEmpty();
        for (var length = 0; length < valid.Length; length++)
            FhirXml.Read(valid[..length]).Faults.Should().NotBeEmpty().And.OnlyContain(f => f.Line > 0 && f.Column > 0);
    }

    [NeedsSharedFact]
    public void The_place_of_every_element_is_where_its_tag_or_attribute_stands()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, "ukcore"), "*.xml", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            var lines = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n');
            if (FhirXml.Read(bytes) is { IsRead: true } read)
                count += CheckPlaces(read.Root, lines);
        }

        count.Should().BeGreaterThan(10_000);
    }

    private static int CheckPlaces(Element element, string[] lines)
    {
        var (line, column) = element.Place;
        var at = lines[line - 1].EnumerateRunes().Take(column - 1).Sum(r => r.Utf16SequenceLength);
        var rest = lines[line - 1].AsSpan(at);
        var name = element.Type.IsResource ? element.Type.Name : element.Definition.JsonName;
        if (!rest.StartsWith('<' + name) && !rest.StartsWith(name + "="))
            Assert.Fail($"{element} is not at {line}:{column} but there is {rest}");
        return 1 + element.Children.Sum(c => CheckPlaces(c, lines));
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 30), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] = (byte)"<>&\"'/= :a1?!-#x"[random.Next(16)]; break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(new[] { "]]>", "<!--", "<![CDATA[", "&#x0;", "<?a?>", "<!DOCTYPE a>", "\ufffe", "\r" }[random.Next(8)])); break;
        }
    }
}
