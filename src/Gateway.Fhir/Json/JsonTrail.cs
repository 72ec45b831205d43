using System.Buffers;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Json;

/// <summary>The elements that a reader is inside of, and the faults that it finds there.</summary>
internal sealed class JsonTrail(FaultList faults, bool isTolerant)
{
    private readonly OpenElements _open = new();

    public int Depth => _open.Count;

    /// <summary>The index of the item that is being read, or -1 outside of arrays.</summary>
    public int Item { get; set; } = -1;

    public void Enter(ElementDefinition definition) => _open.Push(definition, Item);

    public void Leave() => _open.Pop();

    /// <param name="step">The name of the child that is at fault, or null for the element around it.</param>
    /// <param name="offset">The byte offset in the text.</param>
    public void Fault(FaultKind kind, string message, string? step, int offset, FaultWeight weight = FaultWeight.Usual)
    {
        var isWarning = weight.IsWarning(isTolerant);
        if (faults.IsFull)
            faults.AddUnlisted(isWarning);
        else
            faults.Add(new Fault(kind, message, _open.Path(step, Item), 0, 0, isWarning), offset);
    }

    public void UnknownProperty(TypeDefinition type, ReadOnlySpan<byte> name, int offset)
    {
        var step = JsonWords.Step(name);
        Fault(FaultKind.Structure, $"{type.Path} has no property {(step is null ? "of that name" : $"'{step}'")}.", step, offset);
    }

    public void Check(ElementDefinition definition, PrimitiveKind kind, ReadOnlySpan<byte> value, int offset)
    {
        if (PrimitiveFormat.Fault(kind, value) is { } fault)
            Fault(FaultKind.Value, fault, definition.Name, offset);
        else if (PrimitiveFormat.Warning(kind, value) is { } warning)
            Fault(FaultKind.Value, warning, definition.Name, offset, FaultWeight.Warning);
    }

    /// <summary>Checks a value that holds JSON escapes; false when they are no text.</summary>
    public bool CheckEscaped(ElementDefinition definition, PrimitiveKind kind, ReadOnlySpan<byte> value, int offset)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(value.Length);
        var length = JsonText.Unescape(value, buffer);
        if (length < 0)
            Fault(FaultKind.Value, "The string holds an escape that is no character.", definition.Name, offset, FaultWeight.Error);
        else
            Check(definition, kind, buffer.AsSpan(0, length), offset);
        ArrayPool<byte>.Shared.Return(buffer);
        return length >= 0;
    }
}
