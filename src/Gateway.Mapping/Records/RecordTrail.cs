using System.Buffers;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records;

/// <summary>The elements of one record that a reader is inside of, and what it finds there: faults, and fields that the model does not know.</summary>
internal sealed class RecordTrail(RecordOptions options)
{
    private const int LongestName = 64;
    private static readonly SearchValues<byte> s_nameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:@$#"u8);
    private readonly OpenElements _open = new();
    private readonly List<string> _unmapped = [];
    private FaultList? _faults;

    public int Depth => _open.Count;

    /// <summary>The index of the repetition that is being read, or -1.</summary>
    public int Item { get; set; } = -1;

    public bool HasFaults => _faults is not null;

    /// <summary>The FHIRPath of the innermost element.</summary>
    public string Path => _open.Path();

    public void Start()
    {
        _open.Clear();
        _unmapped.Clear();
        _faults = null;
        Item = -1;
    }

    public void Enter(ElementDefinition definition) => _open.Push(definition, Item);

    public void Leave() => _open.Pop();

    /// <param name="step">The name of the child that is at fault, or null for the element around it.</param>
    /// <param name="offset">The byte offset in the record.</param>
    public void Fault(FaultKind kind, string message, string? step, int offset) =>
        (_faults ??= new FaultList()).Add(new Fault(kind, message, _open.Path(step, step is null ? -1 : Item), 0, 0), offset);

    /// <summary>A fault whose place in the file is known.</summary>
    public void FaultAt(FaultKind kind, string message, string? step, (int Line, int Column) place) =>
        (_faults ??= new FaultList()).Add(new Fault(kind, message, _open.Path(step, step is null ? -1 : Item), place.Line, place.Column));

    /// <summary>The element that this one lacks.</summary>
    public static string Missing(ElementDefinition definition) => $"The element {definition.Name} is required and not there.";

    public void Unmapped(ReadOnlySpan<byte> name)
    {
        if (_unmapped.Count < options.MaxUnmapped && _open.PlainPath(Shown(name)) is var path && !_unmapped.Contains(path))
            _unmapped.Add(path);
    }

    public IReadOnlyList<Fault> Faults(ReadOnlySpan<byte> record = default) => _faults?.ToList(record) ?? [];

    public IReadOnlyList<string> TakeUnmapped() => _unmapped.Count == 0 ? [] : [.. _unmapped];

    /// <summary>A name as far as it may be repeated: long or odd ones could be data.</summary>
    public static string Shown(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= LongestName && !char.IsAsciiDigit((char)name[0]) && !name.ContainsAnyExcept(s_nameBytes) ? Encoding.ASCII.GetString(name) : "?";
}
