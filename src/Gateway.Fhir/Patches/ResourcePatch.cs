using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Patches;

/// <summary>A change of a resource that tells what to change (http://hl7.org/fhir/R4/http.html#patch). Read once, it can be applied by many threads.</summary>
public abstract class ResourcePatch
{
    /// <summary>The resource after all operations in their order; or, where one cannot be done or what comes out is no resource of the same type, why not. The resource itself never changes.</summary>
    public abstract ReadResult Apply(Element resource);
}
