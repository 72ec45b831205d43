using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Hosting;
using Gateway.Sources.Terminology;
using Microsoft.Extensions.Options;

namespace Gateway.Conformance;

/// <summary>Registers what knows which resources are valid, and which codes there are.</summary>
internal static class ConformanceServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Sections <c>Terminology</c> and <c>Terminology:Server</c>.</param>
    /// <param name="data">The folder that secrets are in.</param>
    /// <param name="carried">What the gateway carries, where it was read already.</param>
    public static IServiceCollection AddConformance(this IServiceCollection services, IConfiguration configuration, string data, ConformanceContent? carried = null)
    {
        services.AddOptions<ConformanceOptions>().Bind(configuration.GetSection(ConformanceOptions.Section)).ValidateOnStart();
        services.AddOptions<TerminologyServerOptions>().Bind(configuration.GetSection(TerminologyServerOptions.Section)).ValidateOnStart()
            .PostConfigure(o => PlaceSecret(o, data));
        services.AddSingleton<IValidateOptions<ConformanceOptions>, ConformanceOptionsCheck>();
        services.AddSingleton<IValidateOptions<TerminologyServerOptions>, TerminologyServerCheck>();
        services.AddSingleton(p => p.GetRequiredService<IOptions<ConformanceOptions>>().Value.Folders
            .Aggregate(carried ?? ConformanceContent.Carried(), (content, folder) => content.Add(new DirectoryInfo(folder))));
        services.AddSingleton<ProfileSet>(p => p.GetRequiredService<ConformanceContent>().Profiles());
        services.AddSingleton<TerminologySet>(p => p.GetRequiredService<ConformanceContent>().Terminology());
        services.AddSingleton(p => new AskedServer(TerminologyServerLoading.Load(p.GetRequiredService<IOptions<TerminologyServerOptions>>().Value, p.GetRequiredService<TimeProvider>(), out _)));
        services.AddSingleton(p => new LoadedDefinitions(p.GetRequiredService<ConformanceContent>(), p.GetRequiredService<LoadedArea>().Maps));
        services.AddSingleton(p => new KnownCodes(p.GetRequiredService<TerminologySet>().With(p.GetRequiredService<LoadedArea>().Maps.ConceptMapResources), p.GetRequiredService<AskedServer>().Server));
        return services.AddSingleton(p => new AnsweredValidator(
            p.GetRequiredService<ProfileSet>(), p.GetRequiredService<TerminologySet>(), new ValidatorOptions { Questionnaires = p.GetRequiredService<ConformanceContent>().Questionnaires() },
            p.GetRequiredService<AskedServer>().Server));
    }

    /// <summary>The terminology server of settings, for a command that is no host.</summary>
    /// <param name="configuration">Section <c>Terminology:Server</c>.</param>
    /// <param name="data">The folder that secrets are in.</param>
    /// <param name="address">The server's address, in place of that of the settings.</param>
    /// <param name="faults">What is wrong with them.</param>
    public static TerminologyServer? OpenServer(IConfiguration configuration, string data, Uri? address, out IReadOnlyList<string> faults)
    {
        var options = configuration.GetSection(TerminologyServerOptions.Section).Get<TerminologyServerOptions>() ?? new TerminologyServerOptions();
        options.Address = address ?? options.Address;
        PlaceSecret(options, data);
        return TerminologyServerLoading.Load(options, TimeProvider.System, out faults);
    }

    private static void PlaceSecret(TerminologyServerOptions options, string data)
    {
        if (options.Credentials.SecretFile is { } file)
            options.Credentials.SecretFile = Path.Combine(data, file);
    }
}
