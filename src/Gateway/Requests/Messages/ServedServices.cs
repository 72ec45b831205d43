using Gateway.Areas;

namespace Gateway.Requests.Messages;

/// <summary>The services of the area that messages can be sent to, by their numbers in the Directory of Services.</summary>
internal sealed class ServedServices(Area area)
{
    private const string DosService = "fhir.nhs.uk/Id/dos-service-id";

    /// <summary>The service of that number; null when it is none of this area's. Published messages write the number's system with http and https.</summary>
    public AreaService? Find(BarsIdentifier target) =>
        target.System.EndsWith(DosService, StringComparison.OrdinalIgnoreCase) ? area.Services.FirstOrDefault(s => s.DosServiceIds.Contains(target.Value, StringComparer.Ordinal)) : null;

    /// <summary>The organisation that provides a service.</summary>
    public AreaOrganization ProviderOf(AreaService service) => area.Organizations.First(o => o.Ods == service.Provider);
}
