using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>Which types of resources the standard's text asks more of than their definitions do.</summary>
internal static class ResourceChecks
{
    public static ResourceCheck? Of(TypeDefinition type)
    {
        ResourceCheck? check = type.Name switch
        {
            "Bundle" => BundleChecks.Check,
            "CodeSystem" => CodeSystemChecks.Check,
            "ValueSet" => ValueSetChecks.Check,
            "SearchParameter" => SearchParameterChecks.Check,
            "Questionnaire" => QuestionnaireChecks.Check,
            "QuestionnaireResponse" => QuestionnaireResponseChecks.Check,
            _ => null,
        };
        if (IsCanonical(type))
            check = CanonicalChecks.Check + check;
        return type.Find("contained") is null ? check : ContainedChecks.Check + check;
    }

    // Those that others refer to by a URL of their own (http://hl7.org/fhir/R4/resource.html#canonical).
    private static bool IsCanonical(TypeDefinition type) => type.Find("url")?.Type.Name == "uri" && type.Find("status") is not null && type.Find("name") is not null;
}
