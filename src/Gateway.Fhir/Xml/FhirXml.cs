using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>FHIR's XML format (http://hl7.org/fhir/R4/xml.html), both ways.</summary>
public static class FhirXml
{
    /// <summary>
    /// Reads one resource, or one instance of <paramref name="type"/> where it is given, whose root element then has the type's name.
    /// Every fault is reported with its place; none is thrown. Only what is not well-formed ends the reading early.
    /// </summary>
    public static ReadResult Read(byte[] utf8, DefinitionSet? definitions = null, ReadOptions? options = null, TypeDefinition? type = null)
    {
        options ??= ReadOptions.Strict;
        var faults = new FaultList();
        if (Refusal(utf8, options) is { } refusal)
            return Refused(faults, refusal);

        using var tree = new TreeBuilder(utf8.Length / 32);
        using var tokens = new XmlTokens(utf8);
        try
        {
            var reader = new XmlTreeReader(tokens, definitions ?? DefinitionSet.R4, options, tree, faults);
            var isWhole = reader.ReadRoot(type);
            return new ReadResult(isWhole && !faults.HasErrors ? reader.ToRoot() : default, faults.ToList());
        }
        catch (XmlException e)
        {
            return Refused(faults, XmlBreak.Fault(e, tokens));
        }
    }

    /// <summary>
    /// Writes the element as XML: a resource under its type's name, any other instance likewise. False where the element holds what XML
    /// cannot, such as a control character; what reached <paramref name="output"/> is then of no use.
    /// </summary>
    public static bool TryWrite(Element element, IBufferWriter<byte> output, [NotNullWhen(false)] out Fault? fault, bool isIndented = false)
    {
        var writer = new XmlTreeWriter(output, isIndented);
        writer.WriteRoot(element);
        fault = writer.Fault;
        return fault is null;
    }

    /// <summary>Writes the element as XML.</summary>
    /// <exception cref="XmlContentException">The element holds what XML cannot.</exception>
    public static void Write(Element element, IBufferWriter<byte> output, bool isIndented = false)
    {
        if (!TryWrite(element, output, out var fault, isIndented))
            throw new XmlContentException(fault);
    }

    /// <summary>The element as UTF-8 XML.</summary>
    /// <exception cref="XmlContentException">The element holds what XML cannot.</exception>
    public static byte[] ToUtf8(Element element, bool isIndented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(element, buffer, isIndented);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The element as an XML string.</summary>
    /// <exception cref="XmlContentException">The element holds what XML cannot.</exception>
    public static string ToText(Element element, bool isIndented = false) => Encoding.UTF8.GetString(ToUtf8(element, isIndented));

    private static Fault? Refusal(byte[] utf8, ReadOptions options)
    {
        if (utf8.Length > options.MaxBytes)
            return new Fault(FaultKind.TooLong, $"The text has {utf8.Length} bytes; at most {options.MaxBytes} are read.", "", 0, 0);
        if (utf8 is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..])
            return new Fault(FaultKind.Structure, "The text is UTF-16; XML is read in UTF-8 alone.", "", 1, 1);
        if (!Utf8.IsValid(utf8))
            return FhirJson.InvalidUtf8(utf8);
        if (XmlTags.FirstOvergrown(utf8) is >= 0 and var at && new TextPlaces().At(utf8, at) is var place)
            return new Fault(FaultKind.TooLong, $"The tag has more than {XmlTags.MaxAttributes} attributes.", "", place.Line, place.Column);
        return null;
    }

    private static ReadResult Refused(FaultList faults, Fault fault)
    {
        faults.Add(fault);
        return new ReadResult(default, faults.ToList());
    }
}
