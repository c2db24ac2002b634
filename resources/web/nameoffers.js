(() => {
    const field = document.getElementById("user");
    const names = document.getElementById("names");
    let waiting = 0;
    const offer = async () => {
        const start = field.value;
        const answer = await fetch("/sign-in/names?start=" + encodeURIComponent(start));
        if (!answer.ok || start !== field.value)
            return;
        names.replaceChildren(...(await answer.json()).names.map(name => new Option(name, name)));
    };
    field.addEventListener("input", () => {
        clearTimeout(waiting);
        if ([...field.value].length < 2)
            names.replaceChildren();
        else
            waiting = setTimeout(() => offer().catch(() => {}), 200);
    });
})();
