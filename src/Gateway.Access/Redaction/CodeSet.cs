using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Codes of one or more systems that a projection names: some of a system, those of a shape, or all.</summary>
internal sealed class CodeSet(IReadOnlyList<CodeSetSystem> systems)
{
    public static TypeDefinition Coding { get; } = DefinitionSet.R4.FindType("Coding")!;

    public static TypeDefinition CodeableConcept { get; } = DefinitionSet.R4.FindType("CodeableConcept")!;

    /// <summary>True when a Coding is among them. Systems are compared as they are written: what is only nearly a known system is not known.</summary>
    public bool Has(Element coding)
    {
        var system = Utf8Value.OfChild(coding, Names.System);
        var code = Utf8Value.OfChild(coding, Names.Code);
        if (code.IsEmpty)
            return false;
        foreach (var own in systems)
            if (system.SequenceEqual(own.System))
                return own.Shape is { } shape ? shape.IsMatch(Encoding.UTF8.GetString(code)) : own.Codes is null || Utf8Value.IsOneOf(code, own.Codes);
        return false;
    }

    /// <summary>True when a Coding, or one of a CodeableConcept's, is among them.</summary>
    public bool HasAny(Element coded)
    {
        if (ReferenceEquals(coded.Type, Coding))
            return Has(coded);
        foreach (var coding in coded.Named(Names.Coding))
            if (Has(coding))
                return true;
        return false;
    }
}
