using Gateway.Fhir.Paths.Functions;

namespace Gateway.Fhir.Terminology;

/// <summary>What the standard's required bindings list, and nothing else.</summary>
public sealed class ListedTerminology : ITerminology
{
    public static ListedTerminology R4 { get; } = new();

    public Membership IsMember(string valueSet, CodedValue code) =>
        (code.System is null ? ListedCodes.HasCode(code.Code, valueSet) : ListedCodes.HasCoding(code.System, code.Code, valueSet)) switch { true => Membership.Yes, false => Membership.No, _ => Membership.Unknown };

    public ConceptFinding Find(CodedValue code) => new(ConceptState.UnknownSystem);

    public bool? Subsumes(string system, string above, string below) => null;
}
