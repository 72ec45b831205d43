namespace Gateway.Fhir.Tests.Paths;

/// <summary>Where R4 4.0.1 contradicts itself: expressions that are wrong as published, and examples that break its own rules.</summary>
internal static class StandardErrata
{
    /// <summary>Invariants that cannot be compiled, by element and key.</summary>
    public static readonly Dictionary<string, string> Invariants = new()
    {
        ["ChargeItemDefinition cid-0"] = "asks for 'name', which ChargeItemDefinition does not have",
    };

    /// <summary>Search parameters that cannot be compiled, by the last part of their URL.</summary>
    public static readonly Dictionary<string, string> SearchParameters = new()
    {
        ["questionnaireresponse-extensions-QuestionnaireResponse-item-subject"] = "calls hasExtension(), which neither FHIRPath nor FHIR defines",
    };

    /// <summary>Invariants that give nothing, where true or false is due, on elements that lack what they ask about.</summary>
    public static readonly Dictionary<string, string> EmptyAnswers = new()
    {
        ["bdl-8"] = "fullUrl.contains(…) on an entry without a fullUrl",
        ["ras-2"] = "probability is decimal, on a prediction without a probability",
        ["ref-1"] = "reference.startsWith(…) on a Reference that has only an identifier or a display",
    };

    /// <summary>Examples that break an invariant, by key and file.</summary>
    public static readonly Dictionary<string, string> BrokenExamples = new()
    {
        ["txt-1 ActivityDefinition-blood-tubes-supply.json"] = "its narrative is empty",
        ["txt-2 ActivityDefinition-blood-tubes-supply.json"] = "its narrative is empty",
        ["txt-1 ActivityDefinition-heart-valve-replacement.json"] = "its narrative is empty",
        ["txt-2 ActivityDefinition-heart-valve-replacement.json"] = "its narrative is empty",
        ["txt-1 EventDefinition-example.json"] = "its narrative is empty",
        ["txt-2 EventDefinition-example.json"] = "its narrative is empty",
        ["txt-1 Questionnaire-zika-virus-exposure-assessment.json"] = "its narrative is empty",
        ["txt-2 Questionnaire-zika-virus-exposure-assessment.json"] = "its narrative is empty",
        ["bdl-7 Bundle-dataelements.json"] = "its entries repeat a fullUrl",
        ["que-7 Questionnaire-bb.json"] = "the rule asks for System.Boolean ('answer is Boolean') where the answer is a FHIR boolean; corrected in R4B",
        ["sdf-4 StructureDefinition-Definition.json"] = "a logical model at the top of its hierarchy has no base, and is not abstract",
        ["sdf-4 StructureDefinition-Event.json"] = "a logical model at the top of its hierarchy has no base, and is not abstract",
        ["sdf-4 StructureDefinition-FiveWs.json"] = "a logical model at the top of its hierarchy has no base, and is not abstract",
        ["sdf-4 StructureDefinition-Request.json"] = "a logical model at the top of its hierarchy has no base, and is not abstract",
    };
}
