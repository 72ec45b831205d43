using System.CommandLine;
using Gateway.Conformance;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Commands.Validation;

/// <summary><c>gateway validate</c>: validates resources against R4, the profiles that they claim, and one that is named.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var sources = new Argument<FileSystemInfo[]>("files") { Description = "Files or folders of resources: JSON, XML, or NDJSON with one on each line.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var profile = new Option<string?>("--profile") { Description = "The canonical URL of a profile that every resource must meet, besides those in its meta.profile." };
        var folders = new Option<DirectoryInfo[]>("--profiles") { Description = "Folders of profiles, value sets and code systems, beside those that the gateway carries.", AllowMultipleArgumentsPerToken = true }.AcceptExistingOnly();
        var format = new Option<string>("--format") { Description = "text: a line a fault and a table; json: an OperationOutcome a resource, each on a line.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var isOpen = new Option<bool>("--any-extension") { Description = "Take extensions that are not known as notes, not as errors." };
        var isNoting = new Option<bool>("--must-support") { Description = "Note elements that a profile marks mustSupport and that are not there." };
        var command = new Command("validate", "Validate resources against FHIR R4 and profiles.") { sources, profile, folders, format, isOpen, isNoting };
        command.SetAction(parsed =>
        {
            var content = ConformanceContent.Carried();
            foreach (var folder in parsed.GetValue(folders) ?? [])
                content.Add(folder);
            var profiles = content.Profiles();
            if (Refused(content, profiles, parsed.GetValue(profile), terminal))
                return CommandLine.ContentFaults;
            var options = new ValidatorOptions { AllowsUnknownExtensions = parsed.GetValue(isOpen), NotesMustSupport = parsed.GetValue(isNoting) };
            var validator = new Validator(profiles, content.Terminology(), options);
            var isJson = parsed.GetValue(format) == "json";
            return new ValidationFiles(validator, parsed.GetValue(profile), isJson, terminal).Run(parsed.GetRequiredValue(sources));
        });
        return command;
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
