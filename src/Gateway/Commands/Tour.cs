using System.Text;
using Gateway.Commands.Mapping;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Xml;
using Gateway.Mapping.Catalog;
using Gateway.Mapping.Records;

namespace Gateway.Commands;

/// <summary>What the gateway shows when it is started without a verb, until the server lands: its kernel at work on an example it carries.</summary>
internal static class Tour
{
    private static readonly string[] s_expressions =
    [
        "Patient.name.where(use = 'official').select(given.first() & ' ' & family)",
        "Patient.identifier.where(system = 'https://fhir.nhs.uk/Id/nhs-number').value",
        "Patient.identifier.extension.value.coding.display",
        "Patient.birthDate <= today() - 18 years",
    ];

    public static int Show(Terminal terminal)
    {
        var json = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Examples", "detainee.json"));
        var read = FhirJson.Read(json);
        if (!read.IsRead)
            return terminal.Refuse("detainee.json", read.Faults);
        terminal.Out.WriteLine("Health and Justice Gateway. So far: the FHIR R4 kernel and the maps between the sources and FHIR, here on src/Gateway/Examples.");
        terminal.Out.WriteLine();
        foreach (var expression in s_expressions)
        {
            terminal.Out.WriteLine($"  {expression}");
            foreach (var value in CompiledPath.Compile(expression, new PathOptions { Context = read.Root.Type }).Path!.Evaluate(read.Root).Values)
                terminal.Out.WriteLine($"    {value.TypeName}\t{PathValueJson.Of(value)}");
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine("  The same in XML, its first lines:");
        foreach (var line in FhirXml.ToText(read.Root, isIndented: true).Split('\n').Take(6))
            terminal.Out.WriteLine($"    {line}");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("  The same with a date that no calendar has, and gender as a number:");
        var broken = Encoding.UTF8.GetString(json).Replace("\"birthDate\": \"1991-03-14\"", "\"birthDate\": \"1991-02-30\"", StringComparison.Ordinal).Replace("\"gender\": \"male\"", "\"gender\": 1", StringComparison.Ordinal);
        foreach (var fault in FhirJson.Read(Encoding.UTF8.GetBytes(broken)).Faults)
            terminal.Out.WriteLine($"    {fault}");
        terminal.Out.WriteLine();
        if (ShowMaps(terminal) is not CommandLine.Done and var code)
            return code;
        terminal.Out.WriteLine("Three things to try:");
        terminal.Out.WriteLine("  dotnet run --project src/Gateway -- map HealthRequest src/Gateway/Examples/health-request.xml --explain");
        terminal.Out.WriteLine("  dotnet run --project src/Gateway -- fhirpath \"Patient.telecom.where(system = 'phone').value\" src/Gateway/Examples/detainee.json");
        terminal.Out.WriteLine("  dotnet run --project src/Gateway -- map check --list");
        return CommandLine.Done;
    }

    // All maps are loaded and checked before anything else, as a host does; with any fault it does not run.
    private static int ShowMaps(Terminal terminal)
    {
        var catalog = MapCatalog.Of(CatalogOptions.Carried());
        foreach (var fault in catalog.Faults)
            terminal.Error.WriteLine($"{Path.GetFileName(fault.File)}:{fault.Fault}");
        if (catalog.Faults.Count > 0 || catalog.Find("HealthRequest") is not { Sources: [{ } model] } map)
            return terminal.Refuse("mappings", " The gateway does not run with faulty maps.");
        terminal.Out.WriteLine($"  {catalog.Maps.Count} maps and {catalog.ConceptMaps.Count} ConceptMaps are loaded. A health request as police custody sends it becomes FHIR:");
        var record = RecordContent.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Examples", "health-request.xml")), model).First();
        if (!record.IsRead)
            return terminal.Refuse("health-request.xml", record.Faults);
        var result = map.Run(record.Root);
        foreach (var resource in result.Root["entry"].SelectMany(e => e["resource"]))
            terminal.Out.WriteLine($"    {resource.Type.Name,-20} {resource["code"].Concat(resource["name"]).SelectMany(e => e["text"].Concat(e["coding"].SelectMany(c => c["display"]))).Select(t => t.Text).FirstOrDefault()}");
        terminal.Out.WriteLine();
        return CommandLine.Done;
    }
}
