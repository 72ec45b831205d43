namespace Gateway.Fhir.Terminology;

/// <summary>
/// What is known of codes: of loaded systems and value sets, or of those and what a terminology server has said. Answers are three-valued: what is not
/// loaded makes them unknown, never wrong.
/// </summary>
public interface ITerminology
{
    /// <summary>Whether the value set, named by its canonical URL with or without <c>|version</c>, has the code.</summary>
    Membership IsMember(string valueSet, CodedValue code);

    /// <summary>What the code's system says of it. The value has a system.</summary>
    ConceptFinding Find(CodedValue code);

    /// <summary>Whether the first code is the second or above it in the hierarchy of their system (http://hl7.org/fhir/R4/codesystem-operation-subsumes.html); null when that is not known.</summary>
    bool? Subsumes(string system, string above, string below);
}
