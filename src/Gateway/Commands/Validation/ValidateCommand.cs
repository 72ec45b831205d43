using System.CommandLine;
using Gateway.Conformance;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Hosting;
using Gateway.Sources.Terminology;

namespace Gateway.Commands.Validation;

/// <summary><c>gateway validate</c>: validates resources against R4, the profiles that they claim, and one that is named.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var sources = new Argument<FileSystemInfo[]>("files") { Description = "Files or folders of resources: JSON, XML, or NDJSON with one on each line.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var profile = new Option<string?>("--profile") { Description = "The canonical URL of a profile that every resource must meet, besides those in its meta.profile." };
        var folders = new Option<DirectoryInfo[]>("--profiles") { Description = "Folders of profiles, value sets, code systems and questionnaires, beside those that the gateway carries.", AllowMultipleArgumentsPerToken = true }.AcceptExistingOnly();
        var format = new Option<string>("--format") { Description = "text: a line a fault and a table; json: an OperationOutcome a resource, each on a line.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var isOpen = new Option<bool>("--any-extension") { Description = "Take extensions that are not known as notes, not as errors." };
        var isNoting = new Option<bool>("--must-support") { Description = "Note elements that a profile marks mustSupport and that are not there." };
        var server = new Option<Uri?>("--terminology")
        {
            Description = "The FHIR R4 base of a terminology server that is asked about codes that nothing loaded knows; without it, that of the settings (Terminology:Server).",
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) ? address : Unknown(result, "--terminology is no address."),
        };
        var command = new Command("validate", "Validate resources against FHIR R4 and profiles.") { sources, profile, folders, format, isOpen, isNoting, server };
        command.SetAction(async (parsed, cancellation) =>
        {
            var content = ConformanceContent.Carried();
            foreach (var folder in parsed.GetValue(folders) ?? [])
                content.Add(folder);
            var profiles = content.Profiles();
            if (Refused(content, profiles, parsed.GetValue(profile), terminal))
                return CommandLine.ContentFaults;
            if (!TryOpen(parsed.GetValue(server), terminal, out var asked))
                return CommandLine.WrongUsage;
            var options = new ValidatorOptions { AllowsUnknownExtensions = parsed.GetValue(isOpen), NotesMustSupport = parsed.GetValue(isNoting), Questionnaires = content.Questionnaires() };
            var isJson = parsed.GetValue(format) == "json";
            using var validator = new AnsweredValidator(profiles, content.Terminology(), options, asked);
            return await new ValidationFiles(validator, parsed.GetValue(profile), isJson, terminal).RunAsync(parsed.GetRequiredValue(sources), cancellation);
        });
        return command;
    }

    private static Uri? Unknown(System.CommandLine.Parsing.ArgumentResult result, string fault)
    {
        result.AddError(fault);
        return null;
    }

    // The settings are those that the host reads: appsettings.json next to the program, and the environment.
    private static bool TryOpen(Uri? address, Terminal terminal, out TerminologyServer? server)
    {
        var settings = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        var data = settings.GetSection(GatewayOptions.Section).Get<GatewayOptions>()?.Data ?? "";
        server = ConformanceServices.OpenServer(settings, data, address, out var faults);
        foreach (var fault in faults)
            terminal.Error.WriteLine($"{TerminologyServerOptions.Section}: {fault}");
        return faults.Count == 0;
    }

    // All that is wrong with what was loaded is told at once; a profile that cannot be used keeps no other from being used.
    private static bool Refused(ConformanceContent content, ProfileSet profiles, string? profile, Terminal terminal)
    {
        foreach (var (file, fault) in content.Faults)
            terminal.Error.WriteLine($"{file}:{fault}");
        foreach (var fault in profiles == ProfileSet.R4 ? [] : profiles.Check())
            terminal.Error.WriteLine($"profile: {fault}");
        if (profile is null || profiles.Has(profile))
            return false;
        terminal.Refuse("--profile", " There is no such profile among those that are loaded.");
        return true;
    }
}
