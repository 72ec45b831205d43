namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// The compact file of definitions: three sections (types, search parameters, profiles), each with its own table of strings.
/// <code>
/// section = strings: count, text...; then records, in which a text is its index in the table and numbers are 7-bit encoded
/// </code>
/// </summary>
internal sealed class DefinitionFile(Stream stream)
{
    private readonly SectionFile _file = new(stream, Magic, 3, "definitions");

    private static ReadOnlySpan<byte> Magic => "FDEF\u0002"u8;

    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public SectionReader Open(DefinitionSection section) => new(_file.Open((int)section));

    public static void Write(Stream stream, params IReadOnlyList<SectionWriter> sections) => SectionFile.Write(stream, Magic, [.. sections.Select(s => s.ToArray())]);
}
