namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// The compact file of definitions: sections (types, search parameters, terminology, profiles), each with its own table of strings. A file that was made
/// before profiles were kept ends before them, and has none.
/// <code>
/// section = strings: count, text...; then records, in which a text is its index in the table and numbers are 7-bit encoded
/// </code>
/// </summary>
internal sealed class DefinitionFile(Stream stream)
{
    private const int SectionCount = 4;
    private const int LeastSections = 3;
    private readonly SectionFile _file = new(stream, Magic, SectionCount, LeastSections, "definitions");

    private static ReadOnlySpan<byte> Magic => "FDEF\u0001"u8;

    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public SectionReader Open(DefinitionSection section) => new(_file.Has((int)section) ? _file.Open((int)section) : [0, 0]);

    public static void Write(Stream stream, params IReadOnlyList<SectionWriter> sections) => SectionFile.Write(stream, Magic, [.. sections.Select(s => s.ToArray())]);
}
