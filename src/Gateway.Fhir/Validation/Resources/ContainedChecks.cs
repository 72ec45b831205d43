using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of contained resources beyond invariants (http://hl7.org/fhir/R4/references.html#contained): ids by which each can be told from the others.</summary>
internal static class ContainedChecks
{
    public static void Check(Element resource, Surroundings around, ValidationRun run, Findings findings)
    {
        HashSet<string>? ids = null;
        foreach (var contained in resource["contained"])
        {
            if (contained.ChildText("id") is not { } id)
                findings.Error(FaultKind.Required, "contained-id", "A contained resource has an id, or nothing can refer to it.", contained, resource);
            else if (!(ids ??= []).Add(id))
                findings.Error(FaultKind.BusinessRule, "contained-id", "Another contained resource has this id.", contained, resource);
        }
    }
}
